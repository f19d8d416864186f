"""Values of a paper's words (rules/document_words.py). What is not known is a place to write on."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from participants.models import Identifier, IdentifierKind, OrganisationUnit
from participants.rules.wording import clock_range, date_long, date_range, day_and_date
from workshops.models import (
    Accounting,
    Office,
    OfficeLetter,
    Official,
    Registration,
    Session,
    Stage,
    Workshop,
)

DOTS = "…………………………"
OFFICES: dict[str, tuple[str, str]] = {
    Office.HEAD: ("kepala", "Kepala"),
    Office.KPA: ("kpa", "Kuasa Pengguna Anggaran"),
    Office.PPTK: ("pptk", "Pejabat Pelaksana Teknis Kegiatan"),
    Office.TREASURER: ("bendahara", "Bendahara Pengeluaran"),
    Office.CHAIR: ("ketua", "Ketua Panitia"),
    Office.NOTES: ("notulis", "Notulis"),
}


def government_of(unit: OrganisationUnit) -> OrganisationUnit:
    return OrganisationUnit.objects.get(path=unit.root_path)


def place_of(government: str) -> str:
    """Where the offices of a Pemda sign: its name without what kind of region it is."""
    for kind in ("Kabupaten ", "Kota ", "Provinsi "):
        government = government.removeprefix(kind)
    return government


def common(workshop: Workshop) -> dict[str, Any]:
    """Words of every paper, and who signs; three queries."""
    told = Accounting.objects.filter(workshop=workshop).first()
    government = government_of(workshop.unit).name
    first = workshop.stages.order_by("order", "pk").first()
    values: dict[str, Any] = {
        "pemda": government,
        "penyelenggara": workshop.unit.name,
        "alamat": told.office_address if told else "",
        "tempat_ttd": (told.place if told else "") or place_of(government),
        "judul": workshop.title_id,
        "dasar_hukum": workshop.legal_basis or DOTS,
        "tahun": str(first.starts_on.year) if first else DOTS,
        "sub_kegiatan": _code(told.sub_activity_code, told.sub_activity_name) if told else DOTS,
        "rekening": _code(told.account_code, told.account_name) if told else DOTS,
        "dasar": numbered(
            {"uraian": line.strip()} for line in workshop.legal_basis.splitlines() if line.strip()
        ),
    }
    return values | signers(workshop)


def _code(code: str, name: str) -> str:
    return " ".join(filter(None, (code, name))) or DOTS


def signers(workshop: Workshop) -> dict[str, str]:
    known = {one.office: one for one in Official.objects.filter(workshop=workshop)}
    values: dict[str, str] = {}
    for office, (word, post) in OFFICES.items():
        one = known.get(office)
        if office == Office.HEAD:
            post = f"{post} {workshop.unit.name}"
        values |= {
            f"{word}_nama": one.name if one else DOTS,
            f"{word}_nip": (one.nip or "-") if one else DOTS,
            f"{word}_pangkat": one.rank if one else "",
            f"{word}_jabatan": (one.post if one and one.post else post),
        }
    return values


def of_stage(stage: Stage) -> dict[str, Any]:
    """When and where; two queries."""
    unit = stage.workshop.unit
    sessions = list(stage.sessions.order_by("starts_at", "pk"))
    return {
        "tahap": stage.title_id,
        "tanggal": date_range(stage.starts_on, stage.ends_on),
        "hari_tanggal": days_of(stage.starts_on, stage.ends_on),
        "waktu": _hours(unit, sessions),
        "tempat": stage.venue or DOTS,
        "tahun": str(stage.starts_on.year),
        "jadwal": schedule(unit, sessions),
    }


def days_of(first: date, last: date) -> str:
    """``Selasa, 29 September 2026``, or from one weekday to another."""
    if first == last:
        return day_and_date(first)
    return f"{day_and_date(first)} s.d. {day_and_date(last)}"


def _hours(unit: OrganisationUnit, sessions: list[Session]) -> str:
    """From the earliest beginning of any day to the latest end, as clocks."""
    if not sessions:
        return DOTS
    first = min(sessions, key=lambda one: unit.localtime(one.starts_at).time())
    last = max(sessions, key=lambda one: unit.localtime(one.ends_at).time())
    return clock_range(first.starts_at, last.ends_at, unit.timezone)


def schedule(unit: OrganisationUnit, sessions: Iterable[Session]) -> list[dict[str, str]]:
    return numbered(
        {
            "hari_tanggal": day_and_date(unit.localdate(one.starts_at)),
            "waktu": clock_range(one.starts_at, one.ends_at, unit.timezone),
            "jp": str(one.jp) if one.jp else "",
            "materi": one.topic_id,
            "narasumber": one.speaker,
        }
        for one in sessions
    )


def letter_words(
    letter: OfficeLetter | None, *, subject: str, enclosed: str = "-"
) -> dict[str, Any]:
    """The head of a letter from the register; what it would be, where it has no number yet."""
    copies = letter.copies.splitlines() if letter else []
    return {
        "nomor": letter.number if letter else DOTS,
        "tanggal_surat": date_long(letter.dated_on) if letter else DOTS,
        "sifat": letter.get_nature_display() if letter else "Biasa",
        "lampiran_surat": (letter.attachments if letter else "") or enclosed,
        "hal": letter.subject if letter else subject,
        "tembusan": numbered({"kepada": line.strip()} for line in copies if line.strip()),
    }


def letter_of(workshop: Workshop, kind: str, stage: Stage | None = None) -> OfficeLetter | None:
    """The last standing letter of this kind in the register, for the stage or the whole Bimtek."""
    rows = OfficeLetter.objects.standing().filter(workshop=workshop, kind=kind, stage=stage)
    return rows.order_by("-dated_on", "-pk").first()


def numbered(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"no": str(place), **row} for place, row in enumerate(rows, start=1)]


def people(registrations: Iterable[Registration]) -> list[dict[str, str]]:
    """Name, NIP, rank, post and unit of each as papers print them; never a NIK. One query."""
    listed = list(registrations)
    numbers = {
        row.person_id: row.value
        for row in Identifier.objects.filter(
            person__in=[one.person_id for one in listed],
            kind__in=[IdentifierKind.NIP, IdentifierKind.NI_PPPK],
        ).order_by("person_id", "kind", "pk")
    }
    return numbered(
        {
            "nama": one.printed_name,
            "nip": numbers.get(one.person_id) or "-",
            "pangkat": one.printed_rank or (one.employment.rank if one.employment else "") or "-",
            "jabatan": one.printed_post or (one.employment.job_title if one.employment else ""),
            "instansi": one.unit.name,
        }
        for one in listed
    )
