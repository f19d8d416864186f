"""Big uploads are read, let in and undone by the worker: asked for here, once, however often somebody
presses the button."""

from datetime import datetime
from typing import Any

from django.db import transaction

from participants.actions.job import enqueue
from participants.errors import Reason, Refused
from participants.models import OPEN_IMPORTS, ImportSession, ImportState, Job, User
from participants.queries.importing import COMMIT, READ, underway


@transaction.atomic
def hand_over(*, session: ImportSession, kind: str, by: User, at: datetime, **how: Any) -> Job:
    """The job that does ``kind`` (participants.queries.importing) with this upload.

    Raises Refused while the worker is at something else with it, and when its state does not allow it.
    """
    # Whoever presses twice, or in two windows, waits here and is then told.
    session = ImportSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    refuse_underway(session)
    if kind in (READ, COMMIT) and session.state not in OPEN_IMPORTS:
        decided = session.state == ImportState.CANCELLED
        raise Refused(Reason("import-already-cancelled" if decided else "import-already-committed"))
    if kind not in (READ, COMMIT) and session.state != ImportState.COMMITTED:
        raise Refused(Reason("import-not-committed"))
    return enqueue(
        kind=kind, items=[session.public_id], by=by, at=at, session=session.public_id, **how
    )


def refuse_underway(session: ImportSession, job: Job | None = None) -> None:
    """Raises Refused while the worker is at something with this upload, other than this ``job``."""
    busy = underway(session)
    if busy is not None and busy != job:
        raise Refused(Reason("import-underway"))
