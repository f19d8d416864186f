"""The many spellings of one unit's name: what they share, and how alike two of them are."""

import re
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import cache

_SHORT = {
    "kec": "kecamatan",
    "kel": "kelurahan",
    "bag": "bagian",
    "bid": "bidang",
    "din": "dinas",
    "set": "sekretariat",
    "setda": "sekretariat daerah",
    "sekda": "sekretariat daerah",
    "kab": "kabupaten",
    "pd": "dinas",
}
# How offices shorten the names of their dinas and badan; said of many regencies, not of one.
_LONG = {
    **_SHORT,
    "pemkab": "pemerintah kabupaten",
    "pemda": "pemerintah daerah",
    "dis": "dinas",
    "bdn": "badan",
    "setwan": "sekretariat dprd",
    "sumberdaya": "sumber daya",
    "sdm": "sumber daya manusia",
    "kominfo": "komunikasi informatika",
    "diskominfo": "dinas komunikasi informatika",
    "infokom": "informatika komunikasi",
    "kesehat": "kesehatan",
    "dinkes": "dinas kesehatan",
    "disdik": "dinas pendidikan",
    "dikbud": "pendidikan kebudayaan",
    "disdikbud": "dinas pendidikan kebudayaan",
    "dikpora": "pendidikan kepemudaan olahraga",
    "disdikpora": "dinas pendidikan kepemudaan olahraga",
    "dispora": "dinas pemuda olahraga",
    "dishub": "dinas perhubungan",
    "dinsos": "dinas sosial",
    "disnaker": "dinas tenaga kerja",
    "nakertrans": "tenaga kerja transmigrasi",
    "disnakertrans": "dinas tenaga kerja transmigrasi",
    "dispar": "dinas pariwisata",
    "disbud": "dinas kebudayaan",
    "pu": "pekerjaan umum",
    "pupr": "pekerjaan umum penataan ruang",
    "dpupr": "dinas pekerjaan umum penataan ruang",
    "dpu": "dinas pekerjaan umum",
    "perkim": "perumahan kawasan permukiman",
    "disperkim": "dinas perumahan kawasan permukiman",
    "lh": "lingkungan hidup",
    "dlh": "dinas lingkungan hidup",
    "capil": "pencatatan sipil",
    "dukcapil": "kependudukan pencatatan sipil",
    "disdukcapil": "dinas kependudukan pencatatan sipil",
    "dpmptsp": "dinas penanaman modal pelayanan terpadu satu pintu",
    "ptsp": "pelayanan terpadu satu pintu",
    "pmd": "pemberdayaan masyarakat desa",
    "dpmd": "dinas pemberdayaan masyarakat desa",
    "perindag": "perindustrian perdagangan",
    "disperindag": "dinas perindustrian perdagangan",
    "ukm": "usaha kecil menengah",
    "ppa": "perlindungan anak",
    "bkpsdm": "badan kepegawaian pengembangan sumber daya manusia",
    "bkd": "badan kepegawaian daerah",
    "bpkad": "badan pengelolaan keuangan aset daerah",
    "bkad": "badan keuangan aset daerah",
    "bappeda": "badan perencanaan pembangunan daerah",
    "bapenda": "badan pendapatan daerah",
    "bpbd": "badan penanggulangan bencana daerah",
    "kesbangpol": "kesatuan bangsa politik",
    "satpol": "satuan polisi",
    "pp": "pamong praja",
    "rsud": "rumah sakit umum daerah",
    "rs": "rumah sakit",
    "pkm": "puskesmas",
}
_EMPTY = frozenset({"dan", "serta", "di", "pada", "kantor", "opd", "skpd"})
_OF_REGION = frozenset({"pemerintah", "kabupaten", "kota", "provinsi"})


def plain(name: str) -> str:
    """What two spellings of one unit share: small letters, no marks, "Kec." as kecamatan."""
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " dan ")).split()
    return " ".join(_SHORT.get(word, word) for word in words)


@cache
def _long(word: str) -> tuple[str, ...]:
    return tuple(_LONG.get(word, word).split())


def loose(name: str, region: Collection[str] = ()) -> str:
    """The same without little words and the name of the region, and with abbreviations written out:
    "DISKOMINFO KAB. BUTON" is the Dinas Komunikasi dan Informatika of Buton. ``region`` are the words
    of the region's own name ("kabupaten", "buton")."""
    words = [part for word in plain(name).split() for part in _long(word) if part not in _EMPTY]
    places = frozenset(region) - _OF_REGION
    kept: list[str] = []
    for at, word in enumerate(words):
        ahead = words[at + 1] if at + 1 < len(words) else ""
        behind = words[at - 1] if at else ""
        if word in _OF_REGION and (ahead in places or ahead in _OF_REGION):
            continue
        if word in places and behind in _OF_REGION:
            continue
        kept.append(word)
    # "Dinas Kesehatan Buton", but never the region alone or a kecamatan of its name.
    if len(kept) > 2 and kept[-1] in places:
        kept.pop()
    return " ".join(kept or words)


def likeness(one: str, other: str) -> float:
    """How alike two loose spellings are, from 0 to 1: by their words, and by their letters."""
    mine, theirs = one.split(), other.split()
    if not mine or not theirs:
        return 0.0
    met = sum(any(_alike(word, known) for known in theirs) for word in mine)
    words = 2 * met / (len(mine) + max(len(theirs), met))
    if words < 0.3 and SequenceMatcher(None, one, other).quick_ratio() < 0.6:
        return 0.0
    return 0.5 * min(words, 1.0) + 0.5 * SequenceMatcher(None, one, other).ratio()


def _alike(word: str, known: str) -> bool:
    if word == known:
        return True
    shorter, longer = sorted((word, known), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter):
        return True
    if min(len(word), len(known)) < 5 or abs(len(word) - len(known)) > 2:
        return False
    return SequenceMatcher(None, word, known).ratio() >= 0.8
