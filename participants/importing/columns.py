"""Which column of a sheet holds what, in the many words offices have for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.utils.translation import gettext_lazy as _

from participants.errors import Reason, Refused

from .header import candidates, normalise

# Field → (what our own template calls it, what SIASN, SIMPEG and offices call it). The first word
# found in a sheet wins, so the preferred one of two candidates stands first.
STAFF: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "number": (
        "NIP",
        ("nip", "nip baru", "nip ni pppk", "nip nipppk", "ni pppk", "nipppk", "nip pppk", "nipb"),
    ),
    "nik": ("NIK", ("nik", "no ktp", "nomor ktp", "nik ktp", "nomor induk kependudukan")),
    "name": ("Nama", ("nama", "nama lengkap", "nama pegawai", "nama asn", "nama peserta")),
    "title_prefix": ("Gelar Depan", ("gelar depan", "glr depan", "gelar dpn")),
    "title_suffix": ("Gelar Belakang", ("gelar belakang", "gelar blk", "glr belakang")),
    "sex": ("Jenis Kelamin", ("jenis kelamin", "jk", "l p", "kelamin", "gender")),
    "birth_date": ("Tanggal Lahir", ("tanggal lahir", "tgl lahir", "tgl lhr")),
    "unit": (
        "Unit",
        (
            "unit",
            "unit kerja",
            "opd",
            "skpd",
            "perangkat daerah",
            "unor nama",
            "nama unor",
            "unit organisasi",
            "unor induk nama",
            "instansi",
            "satuan kerja",
            "satker",
            "nama unit",
            "nama opd",
        ),
    ),
    "status": (
        "Status",
        (
            "status",
            "status pegawai",
            "status kepegawaian",
            "jenis pegawai",
            "jenis pegawai nama",
            "status cpns pns",
        ),
    ),
    "rank": (
        "Golongan",
        (
            "golongan",
            "gol",
            "gol ruang",
            "golongan ruang",
            "pangkat golongan",
            "pangkat gol",
            "pangkat gol ruang",
            "pangkat",
            "gol akhir nama",
            "gol akhir",
        ),
    ),
    "job_title": ("Jabatan", ("jabatan", "jabatan nama", "nama jabatan", "jabatan terakhir")),
    "since": ("TMT", ("tmt jabatan", "tmt", "tmt unit", "mulai bertugas", "tmt unor")),
    "phone": (
        "HP",
        (
            "hp",
            "no hp",
            "nomor hp",
            "no wa",
            "wa",
            "whatsapp",
            "no whatsapp",
            "telepon",
            "no telepon",
            "handphone",
        ),
    ),
    "email": ("Email", ("email", "e mail", "surel", "alamat email", "email gov")),
    "education": (
        "Pendidikan",
        ("pendidikan", "pendidikan terakhir", "pendidikan nama", "tingkat pendidikan nama"),
    ),
}
UNITS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "code": ("Kode", ("kode", "kode unit", "kode opd", "kode unor", "kode skpd")),
    "name": ("Nama", ("nama", "nama unit", "nama opd", "unit", "opd", "perangkat daerah", "unor")),
    "short_name": ("Singkatan", ("singkatan", "nama singkat", "akronim")),
    "kind": ("Jenis", ("jenis", "jenis unit", "tipe", "bentuk")),
    "parent": ("Induk", ("induk", "unit induk", "atasan", "unor induk", "kode induk", "di bawah")),
    "phone": ("HP", ("hp", "no hp", "nomor hp", "wa", "no wa", "whatsapp", "telepon")),
}
_WHO = {name: STAFF[name] for name in ("number", "nik", "name")}
TRAINING: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **_WHO,
    "title": (
        "Nama Pelatihan",
        (
            "nama pelatihan",
            "nama kursus",
            "nama diklat",
            "pelatihan",
            "diklat",
            "kursus",
            "judul",
            "nama kegiatan",
            "kegiatan",
        ),
    ),
    "organiser": (
        "Penyelenggara",
        ("penyelenggara", "institusi penyelenggara", "lembaga", "instansi penyelenggara"),
    ),
    "form": (
        "Jenis Diklat",
        (
            "jenis diklat id",
            "jenis diklat",
            "bentuk",
            "bentuk pelatihan",
            "jenis pelatihan",
            "jenis kursus",
        ),
    ),
    "jp": ("JP", ("jp", "jumlah jp", "jumlah jam", "jam pelajaran", "lama jp", "jam", "total jp")),
    "started_on": (
        "Tanggal Mulai",
        ("tanggal mulai", "tgl mulai", "mulai", "tanggal kursus", "tanggal pelatihan"),
    ),
    "ended_on": (
        "Tanggal Selesai",
        ("tanggal selesai", "tgl selesai", "selesai", "tanggal selesai kursus", "tanggal"),
    ),
    "certificate": (
        "Nomor Sertifikat",
        (
            "nomor sertifikat",
            "no sertifikat",
            "nomor sertipikat",
            "no sertipikat",
            "nomor sttpp",
            "no sttpp",
            "nomor",
        ),
    ),
}
# The eight managerial competencies and the socio-cultural one (PermenPANRB 38/2017), as the
# dictionary names them.
ASSESSED: Mapping[str, str] = {
    "integrity": "Integritas",
    "teamwork": "Kerja Sama",
    "communication": "Komunikasi",
    "results": "Orientasi pada Hasil",
    "service": "Pelayanan Publik",
    "development": "Pengembangan Diri dan Orang Lain",
    "change": "Mengelola Perubahan",
    "decisions": "Pengambilan Keputusan",
    "unity": "Perekat Bangsa",
}
_SHORTER: Mapping[str, tuple[str, ...]] = {
    "teamwork": ("kerjasama",),
    "results": ("orientasi hasil", "orientasi kepada hasil"),
    "development": ("pengembangan diri", "pengembangan diri orang lain"),
    "decisions": ("pengambilan kep",),
}
ASSESSMENT: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **_WHO,
    "acquired_on": (
        "Tanggal Asesmen",
        ("tanggal asesmen", "tanggal assessment", "tgl asesmen", "tanggal penilaian", "tanggal"),
    ),
    "assessor": ("Asesor", ("asesor", "assessor", "penilai", "lembaga asesor", "tim penilai")),
    **{name: (own, (normalise(own), *_SHORTER.get(name, ()))) for name, own in ASSESSED.items()},
    "jpm": ("JPM", ("jpm", "jpm persen", "job person match", "nilai jpm")),
}
PLAN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "unit": STAFF["unit"],
    "job": ("Jabatan", ("jabatan", "nama jabatan", "nomenklatur jabatan", "nomenklatur")),
    "job_class": ("Kelas", ("kelas", "kelas jabatan", "kls", "kls jab")),
    "headcount": (
        "Kebutuhan",
        ("kebutuhan", "k", "jumlah kebutuhan", "formasi", "abk", "kebutuhan pegawai"),
    ),
}
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "staff": ("name", "unit"),
    "units": ("name",),
    "training": ("title", "jp", "ended_on"),
    "assessment": ("acquired_on",),
    "plan": ("unit", "job", "headcount"),
}
OF_KIND = {
    "staff": STAFF,
    "units": UNITS,
    "training": TRAINING,
    "assessment": ASSESSMENT,
    "plan": PLAN,
}

# What a column may hold, for the sentence "seharusnya …" beside a fault.
EXPECTED: Mapping[str, Any] = {
    "number": _("18 angka, disimpan sebagai teks"),
    "nik": _("16 angka, disimpan sebagai teks"),
    "name": _("nama orang, paling banyak 150 huruf"),
    "title_prefix": _("gelar, misalnya Dr. atau Ir."),
    "title_suffix": _("gelar, misalnya S.Kom., M.T."),
    "sex": _("L atau P"),
    "birth_date": _("tanggal, misalnya 7/12/1986 atau 1986-12-07"),
    "unit": _("nama, singkatan, atau kode unit yang sudah tercatat"),
    "status": _("PNS, CPNS, PPPK, PPPK paruh waktu, Non-ASN, atau Luar"),
    "rank": _("golongan, misalnya III/d untuk PNS atau IX untuk PPPK"),
    "job_title": _("nama jabatan, paling banyak 150 huruf"),
    "since": _("tanggal mulai bertugas, tidak di masa depan"),
    "phone": _("nomor HP Indonesia, misalnya 0812-3456-7890"),
    "email": _("alamat surel, misalnya nama@kabupaten.go.id"),
    "education": _("pendidikan, paling banyak 120 huruf"),
    "title": _("nama pelatihan, paling banyak 300 huruf"),
    "organiser": _("penyelenggara, paling banyak 200 huruf"),
    "form": _("angka 1 sampai 25 menurut SIASN atau namanya, misalnya Bimbingan Teknis"),
    "jp": _("jumlah jam pelajaran, bilangan bulat"),
    "started_on": _("tanggal, misalnya 7/12/2021"),
    "ended_on": _("tanggal, misalnya 7/12/2021, tidak di masa depan"),
    "certificate": _("nomor sertifikat, paling banyak 120 huruf"),
    "acquired_on": _("tanggal, misalnya 7/12/2021, tidak di masa depan"),
    **dict.fromkeys(ASSESSED, _("tingkat 1 sampai 5")),
    "jpm": _("persen, misalnya 78,5"),
    "job": _("nama jabatan, paling banyak 150 huruf"),
    "job_class": _("kelas jabatan 1 sampai 17"),
    "headcount": _("jumlah kebutuhan, bilangan bulat"),
    "code": _("kode, paling banyak 30 huruf"),
    "short_name": _("singkatan, paling banyak 60 huruf"),
    "kind": _("Dinas, Badan, Sekretariat, Bagian, Inspektorat, Kecamatan, Kelurahan, UPTD, …"),
    "parent": _("nama, singkatan, atau kode unit induk yang tercatat atau ada di berkas ini"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands (its place in a row) and what its header says; ``whole`` are the fields
    that are the same for a whole sheet."""

    places: Mapping[str, int]
    headers: tuple[str, ...]
    whole: Mapping[str, str] = dataclass_field(default_factory=dict)

    def header_of(self, field: str) -> str:
        place = self.places.get(field)
        return self.headers[place] if place is not None else ""


def known_words(kind: str) -> set[str]:
    """Every word a header of this import may have."""
    return {word for _own, words in OF_KIND[kind].values() for word in words}


def find_columns(
    fields: Mapping[str, tuple[str, tuple[str, ...]]],
    required: tuple[str, ...],
    headers: tuple[str, ...],
) -> Columns:
    """The same for the fields of any import: what each is called, and in which other words."""
    places = guess_columns(fields, headers)
    if missing := [fields[field][0] for field in required if field not in places]:
        raise Refused(Reason("import-columns-missing", missing=", ".join(missing)))
    return Columns(places, headers)


def guess_columns(
    fields: Mapping[str, tuple[str, tuple[str, ...]]], headers: tuple[str, ...]
) -> dict[str, int]:
    """Where each field stands, as far as its header is known.

    Of a header of two rows the part alone is enough unless its group is another field's word: the
    TMT below Pangkat is no TMT of the post. The group alone names the first column below it.
    """
    owner = {word: field for field, (_own, words) in fields.items() for word in words}
    at: dict[str, int] = {}
    later: dict[str, int] = {}
    groups: set[str] = set()
    for place, written in enumerate(headers):
        names = candidates(written)
        for word in names[:2]:
            at.setdefault(word, place)
        if len(names) > 2:
            part, group = names[2:]
            if owner.get(group) in (None, owner.get(part)):
                later.setdefault(part, place)
            if group not in groups and part not in owner:
                later.setdefault(group, place)
            groups.add(group)
    for word, place in later.items():
        at.setdefault(word, place)
    places: dict[str, int] = {}
    for field, (_own, words) in fields.items():
        found = next(
            (word for word in words if word in at and at[word] not in places.values()), None
        )
        if found is not None:
            places[field] = at[found]
    return places


def letter(place: int) -> str:
    """What a spreadsheet calls the column: 0 is A, 26 is AA."""
    name = ""
    number = place + 1
    while number:
        number, remainder = divmod(number - 1, 26)
        name = chr(65 + remainder) + name
    return name
