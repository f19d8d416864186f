"""Which action does which kind of background work."""

from certificates.queries import BUNDLE, ISSUE, SIGN
from certificates.tasks import ISSUING, pack_papers, sign_one
from participants.actions.job import Batch, Handler
from participants.queries import importing
from participants.tasks import READING, commit_import, foresee_undoing, undo_import
from project.siasn.tasks import PACK, SEND, pack, send
from workshops.queries.badge import BADGES
from workshops.queries.book import BOOK
from workshops.queries.document.spj import SPJ
from workshops.tasks import make_badge_part, make_volume, pack_spj

HANDLERS: dict[str, Handler | Batch] = {
    ISSUE: ISSUING,
    SIGN: sign_one,
    PACK: pack,
    SEND: send,
    BUNDLE: pack_papers,
    BADGES: make_badge_part,
    BOOK: make_volume,
    importing.READ: READING,
    importing.COMMIT: commit_import,
    importing.FORESEE: foresee_undoing,
    importing.UNDO: undo_import,
    SPJ: pack_spj,
}
SIZES = {
    kind: handler.size if isinstance(handler, Batch) else 1 for kind, handler in HANDLERS.items()
}
