"""Invented people with numbers that are well formed and belong to nobody.

Serial numbers end in 9xx, which no office has reached for the same birth date, month and sex.
"""

import random
from dataclasses import dataclass
from datetime import date

from participants.models import EmployeeStatus, Sex

MEN = (
    "Agus Setiawan", "Ahmad Fauzi", "Andi Prasetyo", "Arif Nugroho", "Bagus Saputra", "Bambang Irawan",
    "Budi Hartono", "Dedi Kurniawan", "Dimas Pratama", "Eko Wahyudi", "Fajar Hidayat", "Galih Purnomo",
    "Hadi Susanto", "Hendra Wijaya", "Iwan Setyawan", "Joko Prabowo", "La Ode Rahman", "La Ode Safiun",
    "Lukman Hakim", "Muhammad Rizal", "Nanang Suryadi", "Panji Laksono", "Rahmat Basuki", "Rizky Ananda",
    "Slamet Riyadi", "Sugeng Priyanto", "Taufik Ismail", "Teguh Wibowo", "Wahyu Nugraha", "Yudi Santoso",
)  # fmt: skip
WOMEN = (
    "Anisa Rahmawati", "Ayu Lestari", "Citra Dewi", "Dewi Anggraini", "Dian Permatasari", "Endah Sulistyowati",
    "Fitri Handayani", "Indah Puspitasari", "Intan Maharani", "Kartika Sari", "Lina Marlina", "Maya Kusuma",
    "Nurul Hidayah", "Putri Wulandari", "Ratna Ningsih", "Rina Oktaviani", "Sari Utami", "Siti Aminah",
    "Sri Wahyuni", "Tri Astuti", "Umi Kalsum", "Wa Ode Hasnia", "Wa Ode Nurlina", "Yanti Suryani",
    "Yuliana Safitri", "Zahra Amalia",
)  # fmt: skip
MIDDLE = (
    "", "", "Adi", "Bayu", "Catur", "Dwi", "Esti", "Gita", "Hening", "Jati", "Krisna", "Laras", "Mega",
    "Nala", "Pramudya", "Raka", "Sekar", "Tirta", "Wening", "Yoga",
)  # fmt: skip
DEGREES = (
    ("", "S.Kom.", "S1 Teknik Informatika"),
    ("", "S.T.", "S1 Teknik Sipil"),
    ("", "S.E.", "S1 Ekonomi Pembangunan"),
    ("", "S.H.", "S1 Ilmu Hukum"),
    ("", "S.IP., M.Si.", "S2 Administrasi Publik"),
    ("", "S.Sos.", "S1 Sosiologi"),
    ("drg.", "", "Profesi Dokter Gigi"),
    ("", "A.Md.Kom.", "D3 Manajemen Informatika"),
    ("", "S.Pd.", "S1 Pendidikan"),
    ("", "", "SMA"),
    ("Ir.", "M.T.", "S2 Perencanaan Wilayah"),
    ("", "S.Si.", "S1 Statistika"),
)


@dataclass(frozen=True)
class Invented:
    full_name: str
    title_prefix: str
    title_suffix: str
    education: str
    sex: str
    birth_date: date
    status: str
    rank: str
    number: str  # NIP or NI PPPK; empty for Non-ASN and outsiders
    started_on: date
    phone: str


class Inventor:
    """Makes people, the same ones for the same seed; no two share a name or a number."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)
        self._names: set[str] = set()
        self._serial = 900

    def person(self, status: str | None = None) -> Invented:
        """One more person; ``status`` None: mostly PNS, some PPPK, some Non-ASN."""
        pick = self._random
        status = (
            status
            or pick.choices(
                [EmployeeStatus.PNS, EmployeeStatus.PPPK, EmployeeStatus.NON_ASN], [70, 18, 12]
            )[0]
        )
        sex = pick.choice([Sex.MALE, Sex.FEMALE])
        born = date(pick.randint(1970, 1997), pick.randint(1, 12), pick.randint(1, 28))
        prefix, suffix, education = pick.choice(DEGREES)
        started = date(min(born.year + pick.randint(23, 30), 2021), pick.choice([1, 3, 12]), 1)
        return Invented(
            full_name=self._name(sex),
            title_prefix=prefix,
            title_suffix=suffix,
            education=education,
            sex=sex,
            birth_date=born,
            status=status,
            rank=self._rank(status, education),
            number=self._number(status, born, started, sex),
            started_on=started,
            phone=f"+6281{pick.randint(100000000, 999999999)}",
        )

    def _name(self, sex: str) -> str:
        first = MEN if sex == Sex.MALE else WOMEN
        while True:
            words = self._random.choice(first).split()
            middle = self._random.choice(MIDDLE)
            name = " ".join([*words[:-1], middle, words[-1]] if middle else words)
            if name not in self._names:
                self._names.add(name)
                return name

    def _rank(self, status: str, education: str) -> str:
        if status == EmployeeStatus.PPPK:
            return "IX" if education.startswith("S") else "VII"
        if status == EmployeeStatus.PNS:
            low = ["II/c", "II/d"] if education.startswith(("SMA", "D3")) else []
            return self._random.choice(low or ["III/a", "III/b", "III/c", "III/d", "IV/a"])
        return ""

    def _number(self, status: str, born: date, started: date, sex: str) -> str:
        if status not in (EmployeeStatus.PNS, EmployeeStatus.PPPK):
            return ""
        self._serial = self._serial + 1 if self._serial < 999 else 901
        digit = "1" if sex == Sex.MALE else "2"
        middle = (
            f"{started:%Y%m}" if status == EmployeeStatus.PNS else f"{max(started.year, 2021)}21"
        )
        return f"{born:%Y%m%d}{middle}{digit}{self._serial:03}"
