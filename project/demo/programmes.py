"""Programmes of the demo: Buton's nine, Bantul's with the shares of 3 October 2022; two evaluations.

From the press: how many run per pillar on that day, five names of Bantul, that Buton has nine and its
years. Everything else is invented (docs/demo.md).
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from participants.models import User
from project.demo.regions import Region
from workshops.actions.evaluation import Letter, note_letter, open_evaluation, score
from workshops.actions.programme import Entry, add_programmes
from workshops.actions.programme_report import Status, report_many
from workshops.models import Cause, Dimension, EvaluationRound, Pillar, SubDimension, WorkProgramme
from workshops.rules.evaluation import USUAL_WEIGHTS, Scores
from workshops.rules.work_programme import Planned, YearPlan

THIRD_OF_OCTOBER = date(2022, 10, 3)
# Pillar → (running, all): the smallest whole numbers that make the published percentages.
SHARES = {
    Pillar.GOVERNANCE: (25, 26),
    Pillar.BRANDING: (10, 12),
    Pillar.ECONOMY: (8, 8),
    Pillar.LIVING: (20, 22),
    Pillar.SOCIETY: (9, 9),
    Pillar.ENVIRONMENT: (7, 7),
}
NAMED = ("Lapor Bantul", "Bantulpedia", "Command Center", "Sedata Sebantul", "Jogja Smart Province")
STEMS = {
    Pillar.GOVERNANCE: ("Layanan daring {}", ("perizinan", "kependudukan", "pajak daerah", "arsip", "pengadaan", "kepegawaian", "keuangan kalurahan", "surat dinas", "aset daerah", "perencanaan", "kinerja pegawai", "hukum daerah", "informasi publik", "rapat dan agenda", "data sektoral", "tanda tangan elektronik", "pengawasan", "bantuan sosial", "jaringan antar-OPD", "keamanan informasi", "pengaduan kapanewon")),
    Pillar.BRANDING: ("Promosi digital {}", ("wisata pantai", "desa wisata", "kerajinan gerabah", "batik tulis", "kuliner", "kalender acara", "investasi", "produk ekspor", "wajah kota", "ruang publik", "penanda jalan", "museum dan cagar budaya")),
    Pillar.ECONOMY: ("Penguatan {}", ("UKM naik kelas", "pasar daring", "pembayaran nontunai", "koperasi digital", "industri kreatif griya", "inkubator usaha", "lumbung pangan", "pelatihan kerja")),
    Pillar.LIVING: ("Sistem {}", ("antrean puskesmas", "rekam medis RSUD", "ambulans terpadu", "stunting", "imunisasi", "rujukan", "lalu lintas", "parkir", "angkutan umum", "uji kendaraan", "tata ruang", "perumahan", "air bersih", "jalan dan jembatan", "penerangan jalan", "siaga bencana", "pemakaman", "pangan aman", "ibu dan anak", "lansia", "disabilitas", "kesehatan hewan")),
    Pillar.SOCIETY: ("Gerakan {}", ("literasi digital", "relawan TIK", "perpustakaan daring", "sekolah pintar", "rumah belajar", "siskamling digital", "kampung aman", "forum warga", "anak muda berkarya")),
    Pillar.ENVIRONMENT: ("Kelola {}", ("bank sampah", "sampah dari rumah", "limbah batik", "sungai bersih", "udara bersih", "hutan kota", "energi surya")),
}  # fmt: skip
OWNERS = {
    Pillar.GOVERNANCE: ("Diskominfo", "Disdukcapil", "BPKPAD", "Bappeda"),
    Pillar.BRANDING: ("Dispar", "Disbud"),
    Pillar.ECONOMY: ("DKUKMPP", "Disnakertrans"),
    Pillar.LIVING: ("Dinkes", "RSUD", "Dishub", "DPUPKP"),
    Pillar.SOCIETY: ("Disdikpora", "Dispusip"),
    Pillar.ENVIRONMENT: ("DLH",),
}
BUTON = (
    (Pillar.GOVERNANCE, "Portal layanan terpadu Buton", "Diskominfo"),
    (Pillar.GOVERNANCE, "Satu data Buton", "Bappeda"),
    (Pillar.GOVERNANCE, "Kantor tanpa kertas", "Setda"),
    (Pillar.BRANDING, "Buton kawasan bisnis dan budaya", "Dispar"),
    (Pillar.ECONOMY, "Pasar ikan digital", "Diskan"),
    (Pillar.LIVING, "Puskesmas terhubung", "Dinkes"),
    (Pillar.SOCIETY, "Sekolah pesisir pintar", "Disdikbud"),
    (Pillar.SOCIETY, "Warga lapor cepat", "Diskominfo"),
    (Pillar.ENVIRONMENT, "Laut dan pantai bersih", "DLH"),
)
CAUSES = (Cause.REFOCUSING, Cause.IN_DEVELOPMENT)


def bantul(region: Region, users: dict[str, User], as_of: date) -> None:
    """Eighty-four programmes, reported for 3 October 2022 and for last month."""
    keeper, by = region.units["Diskominfo"], users["panitia"]
    programmes = add_programmes(
        keeper=keeper,
        entries=list(_of_bantul(region, as_of.year)),
        workshop=None,
        by=by,
        at=datetime(2022, 9, 1, 2, tzinfo=UTC),
    )
    _report(programmes, THIRD_OF_OCTOBER, by=by)
    last_month = as_of.replace(day=1) - timedelta(days=1)
    if last_month > THIRD_OF_OCTOBER:
        _report(programmes, last_month, by=by)
    for year, shift in ((as_of.year - 2, Decimal(0)), (as_of.year - 1, Decimal("0.22"))):
        _evaluate(region, year, shift, by=by)


def buton(region: Region, users: dict[str, User]) -> None:
    """The nine programmes of the masterplan 2022-2031; six of them run a year later."""
    by = users["panitia"]
    entries = [
        Entry(
            Planned(
                title=f"{title} (rekaan)",
                pillar=pillar,
                horizon="long" if number % 3 else "short",
                action_group=number % 4 + 1,
                starts_year=2022,
                ends_year=2031,
                source="apbd",
                quick_win=number < 3,
                years={
                    year: YearPlan(Decimal(10 + number), 100_000_000) for year in (2022, 2023, 2024)
                },
            ),
            region.units[owner],
        )
        for number, (pillar, title, owner) in enumerate(BUTON)
    ]
    programmes = add_programmes(
        keeper=region.units["Diskominfo"],
        entries=entries,
        workshop=None,
        by=by,
        at=datetime(2021, 12, 1, 2, tzinfo=UTC),
    )
    told = [
        (one, Status("running") if number < 6 else Status("not_running", CAUSES[number % 2]))
        for number, one in enumerate(programmes)
    ]
    report_many(
        told=told, period_on=date(2022, 12, 1), by=by, at=datetime(2022, 12, 5, 2, tzinfo=UTC)
    )


def _of_bantul(region: Region, year: int) -> Iterator[Entry]:
    for pillar, (_running, count) in SHARES.items():
        pattern, objects = STEMS[pillar]
        titles = [f"{pattern.format(word)} (rekaan)" for word in objects]
        if pillar == Pillar.GOVERNANCE:
            titles = [*NAMED, *titles]
        below = [one.value for one in SubDimension if one.pillar == pillar]
        for number, title in enumerate(titles[:count]):
            owners = OWNERS[pillar]
            planned = Planned(
                title=title,
                pillar=pillar,
                sub_dimension=below[number % len(below)],
                action_group=number % 4 + 1,
                horizon="medium",
                starts_year=2021,
                ends_year=year + 1,
                source="apbd" if number % 5 else "non_apbd",
                quick_win=number == 0,
                indicator="Pengguna aktif dalam setahun",
                measure="orang",
                baseline=Decimal(100 * number),
                years={
                    one: YearPlan(Decimal(500 + 50 * number), 75_000_000 + 5_000_000 * number)
                    for one in (2022, year)
                },
            )
            yield Entry(planned, region.units[owners[number % len(owners)]])


def _report(programmes: Sequence[WorkProgramme], day: date, *, by: User) -> None:
    """The last of each pillar are those that do not run."""
    place: dict[str, int] = {}
    told = []
    for programme in programmes:
        number = place[programme.pillar] = place.get(programme.pillar, 0) + 1
        running = number <= SHARES[Pillar(programme.pillar)][0]
        spent = 40_000_000 + 1_000_000 * number
        status = (
            Status("running", realisation=Decimal(400 + number), spent=spent)
            if running
            else Status("not_running", CAUSES[number % 2])
        )
        told.append((programme, status))
    zone = programmes[0].unit
    at = zone.moment(day, time(14)) + timedelta(days=1)
    report_many(told=told, period_on=day, by=by, at=at)


def _evaluate(region: Region, year: int, shift: Decimal, *, by: User) -> None:
    """Invented scores of one year: the self-assessment is kinder than the assessors."""
    zone = region.root
    at = zone.moment(date(year, 11, 4), time(10))
    found = open_evaluation(
        keeper=region.units["Diskominfo"], year=year, weights=USUAL_WEIGHTS, by=by, at=at
    )
    base = dict(
        zip(Dimension.values, map(Decimal, ("3.1", "3.0", "2.9", "2.8", "3.2")), strict=True)
    )
    for round_, kinder in (
        (EvaluationRound.SELF, Decimal("0.25")),
        (EvaluationRound.ASSESSOR, Decimal(0)),
    ):
        scores = {name: value + shift + kinder for name, value in base.items()}
        pillars = dict.fromkeys(Pillar.values, scores[Dimension.IMPACT])
        score(evaluation=found, round_=round_, scores=Scores(scores, pillars), by=by, at=at)
    note_letter(
        evaluation=found,
        letter=Letter(f"B-000/DEMO/{year} (rekaan)", date(year, 12, 12), 3, 45),
        note="Angka rekaan untuk demo.",
        by=by,
        at=at + timedelta(days=40),
    )
