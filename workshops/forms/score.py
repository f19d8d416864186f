"""The grid of a stage's scores, and a list of them that is pasted or uploaded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.errors import Refused
from participants.forms.file import UploadField
from participants.rules.wording import number
from workshops.actions.score import ScoreChange
from workshops.models import TestKind, TestScore
from workshops.queries.score import ScoreLine
from workshops.rules.score import read_score

LARGEST_LIST = 5 * 1024 * 1024  # bytes


@dataclass
class Cell:
    """One score as it stands in the grid: what is written, what stood there, what is wrong."""

    kind: str
    name: str
    written: str
    was: str
    label: str
    standing: TestScore | None
    fault: str = ""
    changed: bool = False


@dataclass
class GridRow:
    line: ScoreLine
    cells: list[Cell]


@dataclass
class ScoreGrid:
    """Everybody's two cells, from what was typed or else as they stand."""

    lines: Sequence[ScoreLine]
    typed: QueryDict | None = None
    rows: list[GridRow] = field(default_factory=list)
    changes: list[ScoreChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [
            GridRow(line, [self._cell(line, kind) for kind in (TestKind.PRE, TestKind.POST)])
            for line in self.lines
        ]

    @property
    def is_valid(self) -> bool:
        return self.typed is not None and not any(
            cell.fault for row in self.rows for cell in row.cells
        )

    def take_conflicts(self, conflicts: Sequence[ScoreChange]) -> None:
        """What somebody else wrote meanwhile stands beside what was typed; saving again takes it."""
        missed = {(one.registration, one.kind) for one in conflicts}
        for row in self.rows:
            for cell in row.cells:
                if (row.line.registration.public_id, cell.kind) in missed:
                    standing = cell.standing
                    cell.was = shown(standing.score if standing else None)
                    cell.fault = _(
                        "Sementara itu %(who)s menulis %(score)s. Simpan lagi untuk memakai nilai "
                        "Anda."
                    ) % {
                        "who": standing.scored_by if standing else _("petugas lain"),
                        "score": cell.was or "–",
                    }

    def _cell(self, line: ScoreLine, kind: TestKind) -> Cell:
        standing = line.pre if kind == TestKind.PRE else line.post
        name = f"{kind.value}-{line.registration.public_id}"
        now = shown(standing.score if standing else None)
        cell = Cell(
            kind=kind.value,
            name=name,
            written=now,
            was=now,
            label=f"{kind.label}, {line.registration.printed_name}",
            standing=standing,
        )
        if self.typed is not None and name in self.typed:
            self._read(cell, line, self.typed)
        return cell

    def _read(self, cell: Cell, line: ScoreLine, typed: QueryDict) -> None:
        cell.written = typed[cell.name][:20]
        cell.was = typed.get(f"was-{cell.name}", "")[:20]
        try:
            score, before = read_score(cell.written), read_score(cell.was)
        except Refused as refusal:
            cell.fault = str(refusal)
            return
        cell.changed = score != before
        self.changes.append(
            ScoreChange(
                registration=line.registration.public_id,
                kind=cell.kind,
                before=before,
                score=score,
            )
        )


def shown(score: Decimal | None) -> str:
    """A score as it is typed here: 80 or 80,5."""
    return "" if score is None else number(score.normalize() + 0)


class ScoreListForm(forms.Form):
    """A list out of a spreadsheet: pasted, or the file itself."""

    pasted = forms.CharField(
        label=gettext_lazy("Tempel dari Excel"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Tiga kolom: nama, pre-test, post-test; atau dengan baris judul Kode/NIP/Nama, Pre-test, "
            "Post-test."
        ),
    )
    file = UploadField(
        kinds={"xlsx"},
        most=LARGEST_LIST,
        label=gettext_lazy("Atau unggah XLSX"),
        required=False,
        help_text=gettext_lazy("Paling besar 5 MB; daftar yang diunduh dari halaman ini pas."),
    )

    def clean(self) -> dict:
        told = super().clean() or {}
        if not self.errors and not (told.get("pasted", "").strip() or told.get("file")):
            raise forms.ValidationError(_("Tempel daftar nilainya, atau pilih berkasnya."))
        return told
