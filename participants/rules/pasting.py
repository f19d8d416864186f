"""Lists that people paste: OPD with a telephone number, and people from Word, Excel or a chat.

Each line is read for itself and keeps its faults; nothing is dropped in silence.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from participants.errors import Reason, Refused

from . import titles
from .identity import Identity, read_identifier
from .names import Name, matching_key, split_titles
from .phone import read_phone
from .ranks import Rank, read_rank

MOST_LINES = 2_000
LONGEST_TEXT = 200
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_NUMBERED = re.compile(r"^\s*(?:\(?[0-9]{1,3}[.)]\s*|[-•·*▪●–]\s+)(?=\S)")
_PHONE_AT_END = re.compile(r"^(.*?)[\s,:(–-]*((?:\+\s*62|62|0)[\s().-]*8[0-9\s().-]{6,20})$")
_LONG_NUMBER = re.compile(
    r"(?:\b(?:NIP|NIK|NI\s?PPPK|No\.?\s?HP|HP|WA)\b[\s.:]*)?'?\(?\+?[0-9][0-9 ().-]{7,}[0-9]",
    re.IGNORECASE,
)
_HEADERS = {
    "name": "nama, nama lengkap, nama peserta, nama pegawai, nama dan gelar, nama lengkap dan gelar, "
    "nama opd, opd, perangkat daerah, instansi, unit kerja, unit",
    "number": "nip, nik, nip nik, nip ni pppk, nip nipppk, ni pppk, nipppk, nip bila ada, nip nrp",
    "job": "jabatan, jabatan pekerjaan, pekerjaan",
    "rank": "pangkat, gol, golongan, pangkat gol, pangkat golongan, pangkat gol ruang, gol ruang, "
    "golongan ruang, pangkat golongan ruang",
    "phone": "hp, no hp, nomor hp, telepon, no telepon, wa, no wa, nomor wa, whatsapp, no whatsapp, "
    "kontak, no hp wa, handphone, telp, no telp, nomor telepon, hp wa",
    "ignored": "no, nomor, no urut, l p, lp, jenis kelamin, jk, keterangan, ket, tanda tangan, ttd, "
    "email, e mail",
}
_KNOWN = {word.strip(): role for role, words in _HEADERS.items() for word in words.split(",")}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One OPD as pasted. ``line`` counts from 1 in the pasted text; ``duplicate_of`` is the line
    that named the same OPD before. ``phone`` is +62…, or None where none is given or readable."""

    line: int
    name: str
    phone: str | None
    faults: tuple[Reason, ...] = ()
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person as pasted; what was not given is None or ''. See also ``UnitLine``."""

    line: int
    name: Name
    identity: Identity | None
    job: str
    rank: Rank | None
    phone: str | None
    faults: tuple[Reason, ...] = ()
    duplicate_of: int | None = None


def read_units(text: str) -> list[UnitLine]:
    """The OPD of a pasted list: name, and a telephone number after a tab, ; or , or a space.

    Raises Refused when the list has more than 2,000 lines.
    """
    found: list[UnitLine] = []
    seen: dict[str, int] = {}
    for line, cells in _lines(text, _unit_cells):
        if not found and _header(cells):
            continue
        phones = [cell for cell in cells if _looks_like_phone(cell)]
        words = [cell for cell in cells if cell not in phones and _role(cell)]
        name = ", ".join(words)
        phone, faults = read_phone(phones[0]) if phones else (None, [])
        if len(phones) > 1:
            faults = [*faults, Reason("phone-several", numbers=len(phones))]
        faults = [*_name_faults(name), *faults]
        key = " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())
        duplicate_of = seen.get(key) if key else None
        if key:
            seen.setdefault(key, line)
        found.append(UnitLine(line, name[:LONGEST_TEXT], phone, tuple(faults), duplicate_of))
    return found


def read_people(text: str) -> list[PersonLine]:
    """The people of a pasted list: nama, NIP or NIK, jabatan, pangkat, HP in any order.

    A header line says which column is which; without one it is told by the content: the first
    column of words is the name, the next the job. Raises Refused beyond 2,000 lines.
    """
    found: list[PersonLine] = []
    seen: dict[str, int] = {}
    roles: list[str] = []
    for line, cells in _lines(text, _person_cells):
        if not found and not roles and (header := _header(cells)):
            roles = header
            continue
        person = _person(line, cells, roles)
        key = person.identity.value if person.identity else matching_key(person.name.name)
        if earlier := seen.get(key):
            person = replace(person, duplicate_of=earlier)
        elif key:
            seen[key] = line
        found.append(person)
    return found


def _lines(text: str, cut: Callable[[str], list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every line that says something.

    A cell copied from Excel with a line break stands in quotes; it is put together again.
    """
    clean = _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if clean.count("\n") > MOST_LINES:
        raise Refused(Reason("pasted-too-many-lines", most=MOST_LINES))
    for number, row in _quoted(clean) or _plain(clean, cut):
        cells = [" ".join(cell.split()) for cell in row]
        if cells:
            cells[0] = _NUMBERED.sub("", cells[0] + " ").strip()
        if any(re.search(r"\w", cell) for cell in cells):
            yield number, cells


def _plain(text: str, cut: Callable[[str], list[str]]) -> list[tuple[int, list[str]]]:
    return [
        (number, line.split("\t") if "\t" in line else cut(line))
        for number, line in enumerate(text.split("\n"), start=1)
    ]


def _quoted(text: str) -> list[tuple[int, list[str]]]:
    """Rows as Excel copies cells with line breaks; [] where the text is not of that kind."""
    if "\t" not in text or text.count('"') % 2 or not re.search(r'(^|[\t\n])"', text):
        return []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    rows, before = [], 0
    try:
        for row in reader:
            rows.append((before + 1, row))
            before = reader.line_num
    except csv.Error:  # a cell beyond any reason: read as it stands
        return []
    return rows


def _unit_cells(line: str) -> list[str]:
    """A name may have commas in it, so only a telephone number after the last one is cut off."""
    if ";" in line or "|" in line:
        return re.split(r"[;|]", line)
    at_end = _PHONE_AT_END.match(line.rstrip(" .,)"))
    return [at_end[1], at_end[2]] if at_end else [line]


def _person_cells(line: str) -> list[str]:
    """Cells between ; or |; else what a chat or a letter writes in one breath is cut up: numbers
    stand for themselves, then commas, dashes, slashes and brackets part the words."""
    if ";" in line or "|" in line:
        return re.split(r"[;|]", line)
    numbers = [found[0] for found in _LONG_NUMBER.finditer(line)]
    cells: list[str] = []
    for part in re.split(r",\s*|\s+[-–—/]\s+|[()\x00]", _LONG_NUMBER.sub("\x00", line)):
        title = titles.letters(part) in titles.SUFFIXES or re.fullmatch(r"\s*(\w{1,5}\.)+\w*", part)
        if len(cells) == 1 and title and re.search(r"[^\W\d]", cells[0]):
            cells[0] = f"{cells[0]}, {part.strip()}"  # S.Kom. goes back to its name
        elif part.strip():
            cells.append(part)
    return [*cells, *numbers]


def _header(cells: list[str]) -> list[str]:
    """The role of each column where the line is a header; [] where it is none."""
    words = [" ".join(re.sub(r"[\W_]+", " ", cell.lower()).split()) for cell in cells]
    roles = [_KNOWN.get(re.sub(r" (bila|jika) ada$", "", word), "") for word in words]
    named = [role for role in roles if role not in ("", "ignored")]
    return roles if "name" in named and not any(map(_is_number, cells)) else []


def _person(line: int, cells: list[str], roles: list[str]) -> PersonLine:
    given = _by_header(cells, roles) if roles else _by_content(cells)
    identity, number_faults = read_identifier(given.get("number", ""))
    phone, phone_faults = read_phone(given.get("phone", ""))
    rank, rank_faults = read_rank(given.get("rank", ""))
    name = split_titles(given.get("name", "")[:LONGEST_TEXT])
    faults = [*_name_faults(given.get("name", "")), *number_faults, *rank_faults, *phone_faults]
    job = given.get("job", "").strip("- ")[:LONGEST_TEXT]
    return PersonLine(line, name, identity, job, rank, phone, tuple(faults))


def _by_header(cells: list[str], roles: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for role, cell in zip(roles, cells, strict=False):
        if role and role != "ignored" and cell:
            given.setdefault(role, cell)
    return given


def _by_content(cells: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for cell in cells:
        role = _role(cell)
        if role == "words":
            role = "name" if "name" not in given else "job" if "job" not in given else ""
        if role:
            given.setdefault(role, cell)
    return given


def _role(cell: str) -> str:
    """What a cell without a header most likely is; '' for what says nothing about a person."""
    if not re.search(r"\w", cell) or re.fullmatch(r"[LPlp]|[0-9]{1,3}[.)]?", cell):
        return ""
    if _looks_like_phone(cell):
        return "phone"
    if _is_number(cell):
        return "number"
    if read_rank(cell)[0]:
        return "rank"
    return "words"


def _is_number(cell: str) -> bool:
    """Whether a cell is meant to be NIP or NIK, right or wrong, or a telephone number."""
    digits = len(re.findall(r"[0-9]", cell))
    excel = re.fullmatch(r"\s*[0-9]([.,][0-9]*)?E\+?[0-9]{1,2}\s*", cell, re.IGNORECASE)
    short = re.fullmatch(r"[0-9]{5,7}", cell)  # too short for anything else: better asked than kept
    return bool(excel or short) or (digits >= 8 and digits >= 0.6 * len(re.sub(r"\s", "", cell)))


def _looks_like_phone(cell: str) -> bool:
    """Starts like one, and is shorter than a NIK."""
    if not _is_number(cell):
        return False
    digits = re.sub(r"[^0-9+]", "", cell)
    several = re.search(r"[/;,&]|\batau\b|\bdan\b", cell)
    return bool(re.match(r"(\+|0|62|8)", digits)) and (len(digits) < 16 or bool(several))


def _name_faults(name: str) -> list[Reason]:
    if not re.search(r"[^\W\d_]", name):
        return [Reason("pasted-name-missing")]
    if len(name) > LONGEST_TEXT:
        return [Reason("pasted-name-too-long", most=LONGEST_TEXT)]
    return []
