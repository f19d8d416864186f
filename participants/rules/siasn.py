"""One training record as SIASN takes it (domain.md §4.7), and what a pasted answer says."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from participants.models import SyncState, TrainingForm

# jenisKursusSertipikat by form: F fungsional, T teknis, P bimtek and its kin; none for the others.
CERTIFICATE_KIND = {
    TrainingForm.FUNCTIONAL: "F",
    TrainingForm.TECHNICAL: "T",
    TrainingForm.WORKSHOP: "P",
    TrainingForm.SOCIALISATION: "P",
    TrainingForm.BIMTEK: "P",
    TrainingForm.SEMINAR: "P",
    TrainingForm.INTERNSHIP: "P",
}
COLUMNS = (
    "NIP", "NAMA", "JENIS_DIKLAT_ID", "JENIS_DIKLAT", "JENIS_KURSUS_SERTIPIKAT", "NAMA_KURSUS",
    "INSTITUSI_PENYELENGGARA", "NOMOR_SERTIPIKAT", "TANGGAL_MULAI", "TANGGAL_SELESAI", "TAHUN",
    "JUMLAH_JAM", "NAMA_FILE_PDF",
)  # fmt: skip
BESIDES = ("PNS_ORANG_ID", "UNOR_ID", "KODE", "HASIL", "ALASAN", "ID_RIWAYAT")


def as_day(day: date) -> str:
    """dd-mm-yyyy."""
    return f"{day:%d-%m-%Y}"


@dataclass(frozen=True, kw_only=True)
class Course:
    """What SIASN is told of one record; ``key`` is our public id, and no part of what it is told."""

    key: str
    nip: str
    name: str
    form: int
    title: str
    organiser: str
    number: str
    started_on: date
    ended_on: date
    year: int
    jp: int
    person_id: str = ""
    unit_id: str = ""

    @property
    def certificate_kind(self) -> str:
        return CERTIFICATE_KIND.get(TrainingForm(self.form), "")

    def fingerprint(self) -> str:
        """Changes when anything changes that SIASN shows; the ids by which it knows people do not."""
        told = asdict(self)
        for name in ("key", "name", "person_id", "unit_id"):
            del told[name]
        text = json.dumps(told, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def file_names(courses: Iterable[Course]) -> dict[str, str]:
    """{key: name of its PDF}: the NIP, with _2, _3 … where one person has several."""
    seen: dict[str, int] = {}
    names = {}
    for one in courses:
        seen[one.nip] = seen.get(one.nip, 0) + 1
        again = f"_{seen[one.nip]}" if seen[one.nip] > 1 else ""
        names[one.key] = f"{one.nip}{again}.pdf"
    return names


@dataclass(frozen=True)
class Answer:
    """One line of what came back. ``state`` is "" where the line could not be understood."""

    line: int
    key: str
    nip: str
    number: str
    state: str
    reason: str
    remote_id: str


WORDS = {
    "diterima": SyncState.ACCEPTED, "terima": SyncState.ACCEPTED, "berhasil": SyncState.ACCEPTED,
    "sukses": SyncState.ACCEPTED, "success": SyncState.ACCEPTED, "ok": SyncState.ACCEPTED,
    "accepted": SyncState.ACCEPTED, "terkirim": SyncState.SENT, "terunggah": SyncState.SENT,
    "sent": SyncState.SENT, "ditolak": SyncState.REJECTED, "tolak": SyncState.REJECTED,
    "gagal": SyncState.REJECTED, "failed": SyncState.REJECTED, "rejected": SyncState.REJECTED,
}  # fmt: skip
_NIP = re.compile(r"^[0-9]{18}$")


def read_answers(text: str) -> list[Answer]:
    """Lines of cells after tabs or ";": with a header of our own names, else NIP or KODE, number, result,
    reason. ``ditolak: NIP tidak ditemukan`` in one cell says both. Nothing is dropped in silence."""
    found: list[Answer] = []
    header: list[str] | None = None
    for line, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip():
            continue
        cells = [cell.strip().strip('"').lstrip("'") for cell in re.split(r"\t|;", raw)]
        names = [re.sub(r"\W+", "_", cell.upper()).strip("_") for cell in cells]
        if header is None and ("HASIL" in names or "KODE" in names or names[0] == "NIP"):
            header = names
            continue
        found.append(_answer(line, cells, header))
    return found


def _answer(line: int, cells: list[str], header: list[str] | None) -> Answer:
    if header:
        told = dict(zip(header, cells, strict=False))
        key, nip = told.get("KODE", ""), told.get("NIP", "").replace(" ", "")
        number, result = told.get("NOMOR_SERTIPIKAT", ""), told.get("HASIL", "")
        reason, remote = told.get("ALASAN", ""), told.get("ID_RIWAYAT", "")
    else:
        first, number, result, reason, remote = [*cells, "", "", "", ""][:5]
        nip = first.replace(" ", "") if _NIP.match(first.replace(" ", "")) else ""
        key = "" if nip else first
        if key and number.casefold().split(":")[0] in WORDS:  # KODE, result, reason
            number, result, reason, remote = "", number, result, reason
    word, _colon, said = result.partition(":")
    state = WORDS.get(word.strip().casefold(), "")
    reason = (reason or said).strip()[:300]
    if state == SyncState.REJECTED and not reason:
        reason = "?"
    return Answer(
        line, key, nip, number, state, reason if state != SyncState.ACCEPTED else "", remote
    )
