"""A staff list as a regency may really send it: thousands of invented people in many sheets, with the
faults that lists have, planted here and counted. ``python -m tests.dirty_staff FILE [PEOPLE [SEED]]`` writes one.

The units are those of ``UNITS``; the faults are drawn from a seed, so that the same file comes again.
"""

import json
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

UNITS = {
    "Dinas Komunikasi dan Informatika": ("Diskominfo", "Dinas Kominfo", "DINAS KOMUNIKASI & INFORMATIKA"),
    "Dinas Kesehatan": ("Dinkes", "DINAS KESEHATAN KAB. UJI", "Din. Kesehatan"),
    "Dinas Pendidikan dan Kebudayaan": ("Disdikbud", "Dinas Dikbud", "Dinas Pendidikan & Kebudayaan"),
    "Dinas Pekerjaan Umum dan Penataan Ruang": ("DPUPR", "Dinas PUPR", "Dinas PU dan Penataan Ruang"),
    "Badan Perencanaan Pembangunan Daerah": ("Bappeda", "BAPPEDA Kabupaten Uji", "Badan Perencanaan Pembangunan Daerah Kab. Uji"),
    "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia": ("BKPSDM", "Badan Kepegawaian dan Pengembangan Sumberdaya Manusia", "Badan Kepegawaian & Pengembangan SDM"),
    "Satuan Polisi Pamong Praja": ("Satpol PP", "SATPOL. PP", "Satuan Polisi Pamong Praja Kabupaten Uji"),
    "Kecamatan Pasar Baru": ("Kec. Pasar Baru", "KEC PASAR BARU", "Kecamatan  Pasar Baru"),
}  # fmt: skip
MISSPELT = {
    "Dinas Kesehatan": "Dinas Kesehatn Daerah",
    "Dinas Pendidikan dan Kebudayaan": "Dinas Pendidkan Kebudayan",
}
FIRST = (
    "Ahmad",
    "Budi",
    "Citra",
    "Dewi",
    "Eko",
    "Fitri",
    "Gita",
    "Hadi",
    "Indah",
    "Joko",
    "Kartika",
    "Maya",
)
LAST = (
    "Ali",
    "Basri",
    "Cahyono",
    "Darma",
    "Effendi",
    "Fauzi",
    "Gunawan",
    "Hasan",
    "Idris",
    "Jaya",
    "Kusuma",
)
JOBS = (
    "Pranata Komputer Ahli Pertama",
    "Analis Kebijakan",
    "Bendahara",
    "Guru",
    "Perawat",
    "Pengelola Data",
)
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")  # fmt: skip


@dataclass
class Dirty:
    """The workbook, how many people are in it, how many lines have which fault, and what is expected."""

    book: Any
    people: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    misspelt: Counter[str] = field(default_factory=Counter)
    both: int = 0  # lines that are misspelt and have a fault besides

    @property
    def wrong(self) -> int:
        """Lines that somebody must mend once the spellings are decided."""
        return sum(self.faults.values())

    @property
    def wrong_at_first(self) -> int:
        """Lines that cannot be let in before anything is decided or mended."""
        return self.wrong + sum(self.misspelt.values()) - self.both


def dirty_workbook(people: int = 5_000, seed: int = 6) -> Dirty:
    """Sheets of four layouts: a plain one of several OPD with foreign headers, one OPD by its name with a
    header of two rows, one by the title above it, and one with headings between its rows."""
    draw = random.Random(seed)
    made = Dirty(Workbook(write_only=True))
    names = list(UNITS)
    shares = [people // 2, people // 4, people // 8]
    shares.append(people - sum(shares))
    _foreign(made, draw, names, shares[0])
    _two_rows(made, draw, names[1], shares[1])
    _titled(made, draw, names[2], shares[2])
    _headed(made, draw, names[3:5], shares[3])
    return made


def _foreign(made: Dirty, draw: random.Random, names: list[str], count: int) -> None:
    sheet = made.book.create_sheet("Semua OPD")
    sheet.append(["DAFTAR PEGAWAI PEMERINTAH KABUPATEN UJI"])
    sheet.append([])
    sheet.append(
        [
            "No. Urut",
            "Identitas Pegawai",
            "Nama dan Gelar",
            "Tempat Tugas",
            "Gol/Ruang",
            "Tugas Pokok",
            "Lahir",
        ]
    )
    for number in range(count):
        unit = draw.choice(names)
        written = unit if draw.random() < 0.3 else draw.choice(UNITS[unit])
        if unit in MISSPELT and draw.random() < 0.1:
            written = MISSPELT[unit]
            made.misspelt[written] += 1
        nip, born = _nip(made)
        name = _name(draw)
        spoiled = draw.random()
        made.both += spoiled < 0.025 and written in made.misspelt
        if spoiled < 0.01:
            nip = "1,98E+17"
            made.faults["digits lost"] += 1
        elif spoiled < 0.015:
            nip = nip[:-1]
            made.faults["too short"] += 1
        elif spoiled < 0.02:
            name = ""
            made.faults["no name"] += 1
        elif spoiled < 0.025:
            born = "31 Februari 1980"
            made.faults["no day"] += 1
        sheet.append(
            [number + 1, _written_nip(draw, nip), name, written, "III/d", draw.choice(JOBS), born]
        )
        if number % 500 == 499:
            sheet.append([])
    sheet.append(["", "", "JUMLAH", "", "", "", ""])


def _two_rows(made: Dirty, draw: random.Random, _unit: str, count: int) -> None:
    sheet = made.book.create_sheet("Dinkes")
    sheet.append(["NO", "NAMA", "NIP", "PANGKAT", None, "JABATAN", None, "GELAR", None])
    sheet.append([None, None, None, "GOL", "TMT", "NAMA", "TMT", "DEPAN", "BELAKANG"])
    sheet.append([1, 2, 3, 4, 5, 6, 7, 8, 9])
    for number in range(count):
        nip, _born = _nip(made)
        gol = "III/c"
        if draw.random() < 0.01:
            gol = "V/z"
            made.faults["no rank"] += 1
        sheet.append(
            [
                number + 1,
                _bare(draw),
                _written_nip(draw, nip),
                gol,
                "1 April 2019",
                draw.choice(JOBS),
                "01-02-2024",
                "",
                "S.Kep.",
            ]
        )


def _titled(made: Dirty, draw: random.Random, unit: str, count: int) -> None:
    sheet = made.book.create_sheet("Lembar3")
    sheet.append([f"UNIT KERJA : {UNITS[unit][0].upper()}"])
    sheet.append(["NIP BARU", "NAMA", "GOL AKHIR NAMA", "JABATAN NAMA", "JENIS KELAMIN"])
    for _number in range(count):
        nip, _born = _nip(made)
        sex = "P" if nip[14] == "2" else "L"
        if draw.random() < 0.01:
            sex = "Q"
            made.faults["no sex"] += 1
        sheet.append([_written_nip(draw, nip), _name(draw), "III/a", draw.choice(JOBS), sex])
    sheet.append([None, None, None, "Kepala Dinas,"])


def _headed(made: Dirty, draw: random.Random, units: list[str], count: int) -> None:
    sheet = made.book.create_sheet("Sheet4")
    head = ["No", "Nama Pegawai", "NIP", "Pangkat/Gol", "Jabatan", "Status Kepegawaian"]
    sheet.append(head)
    for number in range(count):
        if number % ((count + 1) // 2) == 0:
            sheet.append([UNITS[units[number * 2 // max(count, 1)]][0]])
        if number and number % 400 == 0:
            sheet.append(head)
        nip, _born = _nip(made)
        status = "PNS"
        if draw.random() < 0.01:
            status = "Raja"
            made.faults["no status"] += 1
        sheet.append(
            [
                number + 1,
                _name(draw),
                _written_nip(draw, nip),
                "Penata Tk. I, III/d",
                draw.choice(JOBS),
                status,
            ]
        )
    sheet.append(["TOTAL", None, None, None, None, count])


def _nip(made: Dirty) -> tuple[str, str]:
    number = made.people
    made.people += 1
    year, month, day = 1966 + number % 34, 1 + number // 34 % 12, 1 + number // 408 % 28
    nip = f"{year}{month:02}{day:02}{year + 25}{1 + number % 12:02}{1 + number % 2}{1 + number % 997:03}"
    forms = (
        f"{day} {MONTHS[month - 1]} {year}",
        f"{day:02}-{month:02}-{year}",
        f"{year}-{month:02}-{day:02}",
    )
    return nip, forms[number % 3]


def _written_nip(draw: random.Random, nip: str) -> str:
    way = draw.random()
    if way < 0.2 and len(nip) == 18:
        return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    if way < 0.3:
        return f"'{nip}"
    return f" {nip} " if way < 0.4 else nip


def _bare(draw: random.Random) -> str:
    return f"{draw.choice(FIRST)} {draw.choice(LAST)} {draw.choice(FIRST)}"


def _name(draw: random.Random) -> str:
    way = draw.random()
    if way < 0.2:
        return f"Dr. {_bare(draw)}, S.Kom., M.T."
    return f"{_bare(draw).upper()}, SE" if way < 0.3 else _bare(draw)


if __name__ == "__main__":
    whole = dirty_workbook(*map(int, sys.argv[2:4]))
    whole.book.save(Path(sys.argv[1]))
    told = {"people": whole.people, "wrong": whole.wrong, "faults": whole.faults}
    print(json.dumps({**told, "misspelt": whole.misspelt}))  # noqa: T201
