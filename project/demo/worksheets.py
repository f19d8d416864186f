"""Worksheets of the demo as an OPD fills them in. All of it is invented."""

import random
from typing import Any

from workshops.models.smart_city import Pillar
from workshops.rules.worksheets import rows_of, tidy, worksheet_for

PROBLEMS = (
    ("Layanan publik belum terpadu", "governance", "Warga mendatangi tiga loket untuk satu izin (survei OPD 2021)."),
    ("Data antarbidang belum terhubung", "governance", "Sebelas aplikasi, dua yang saling bertukar data (inventarisasi 2021)."),
    ("Promosi potensi daerah terbatas", "branding", "Kunjungan wisata 41.200 orang (statistik daerah 2020)."),
    ("Literasi digital warga rendah", "society", "38 % warga pernah memakai layanan daring (survei OPD 2021)."),
)  # fmt: skip
ACTIONS = (
    ("Portal layanan satu pintu", "governance", "governance.service", 3, "layanan", 4, 12, 650_000_000, True),
    ("Peraturan bupati tentang satu data", "governance", "governance.policy", 1, "dokumen", 0, 1, 75_000_000, False),
    ("Pendampingan relawan TIK di desa", "society", "society.learning", 4, "desa", 6, 40, 180_000_000, False),
    ("Jaringan serat optik antarkantor", "governance", "governance.bureaucracy", 2, "kantor", 9, 30, 1_250_000_000, False),
)  # fmt: skip


def content_of(code: str, unit: str, year: int, chance: random.Random) -> dict[str, Any]:
    """A worksheet filled in by this OPD, ready to be handed in."""
    made = {
        "isu-daerah": _issues,
        "swot-tows": _swot,
        "kesiapan": _readiness,
        "kesenjangan": _gaps,
        "rencana-aksi": _actions,
    }[code](unit, year, chance)
    return tidy(worksheet_for(code, group=False), {"sections": made})[0]


def _issues(unit: str, year: int, chance: random.Random) -> dict[str, Any]:
    rows = [
        {"id": f"r{number}", "issue": issue, "pillar": pillar, "evidence": evidence,
         "urgency": 4 - number, "cause": "Sistem dan prosedur berjalan sendiri-sendiri.",
         "affected": "Warga dan pelaku usaha"}
        for number, (issue, pillar, evidence) in enumerate(chance.sample(PROBLEMS, 3), start=1)
    ]  # fmt: skip
    profile = {
        "mandate": f"{unit}: perumusan kebijakan dan pelayanan pada urusannya.",
        "planning": f"RPJMD dan Renstra {unit} {year - 1}–{year + 4}.",
    }
    return {"profile": {"fields": profile}, "issues": {"rows": rows}}


def _points(*points: tuple[str, str]) -> dict[str, Any]:
    rows = enumerate(points, start=1)
    return {"rows": [{"id": f"r{n}", "point": point, "evidence": why} for n, (point, why) in rows]}


def _swot(unit: str, year: int, chance: random.Random) -> dict[str, Any]:
    return {
        "strengths": _points(
            ("Pimpinan mendukung", "Keputusan Bupati tentang tim smart city"),
            (f"Pegawai {unit} muda", f"{chance.randint(35, 60)} % di bawah 40 tahun"),
        ),
        "weaknesses": _points(
            ("Tenaga pemrogram belum ada", "Peta jabatan"), ("Anggaran kecil", "")
        ),
        "opportunities": _points(("Kerja sama perguruan tinggi", f"Nota kesepahaman {year}")),
        "threats": _points(("Jaringan terputus di pulau kecil", "Laporan gangguan bulanan")),
        "strategies": {
            "fields": {
                "so": "Layanan percontohan bersama perguruan tinggi (S1-O1).",
                "wo": "Magang mahasiswa untuk mengisi tenaga pemrogram (W1-O1).",
                "st": "Layanan yang tetap berjalan tanpa jaringan (S2-T1).",
                "wt": "Anggaran bertahap, dimulai dari layanan yang paling sering dipakai (W2-T1).",
            }
        },
        "vision": {"fields": {"keywords": "terhubung, melayani, berbudaya"}},
    }


def _readiness(unit: str, year: int, chance: random.Random) -> dict[str, Any]:
    worksheet = worksheet_for("kesiapan", group=False)
    made: dict[str, Any] = {
        "conclusion": {
            "fields": {"summary": "Yang didahulukan: tenaga teknis dan pertukaran data."}
        }
    }
    blank = tidy(worksheet, {"sections": {}})[0]
    for section in worksheet.sections[:3]:
        made[section.code] = {
            "rows": [
                {**row, "score": chance.randint(1, 3), "state": f"Sebagian tersedia di {unit}.",
                 "evidence": f"Laporan kinerja {year - 1}"}
                for row in rows_of(blank, section.code)
            ]
        }  # fmt: skip
    return made


def _gaps(unit: str, year: int, chance: random.Random) -> dict[str, Any]:
    rows = [
        {"id": f"r{number}", "pillar": str(pillar), "subject": subject, "now": f"{now} % terlayani daring",
         "wanted": "80 % terlayani daring", "gap": f"{80 - now} poin persen",
         "action": "Penyederhanaan alur dan formulir daring", "priority": number}
        for number, (pillar, subject, now) in enumerate(
            (
                (Pillar.GOVERNANCE, f"Layanan {unit}", chance.randint(15, 40)),
                (Pillar.SOCIETY, "Pengaduan warga", chance.randint(20, 50)),
            ),
            start=1,
        )
    ]  # fmt: skip
    return {"gaps": {"rows": rows}}


def _actions(unit: str, year: int, chance: random.Random) -> dict[str, Any]:
    rows = [
        {"id": f"r{number}", "title": title, "pillar": pillar, "sub_dimension": below,
         "action_group": group, "horizon": "short" if quick else "medium", "supporting": "Bappeda",
         "indicator": f"Jumlah {measure} yang dijangkau", "measure": measure, "baseline": baseline,
         "starts": year + 1, "ends": year + (1 if quick else 5), "source": "apbd",
         "quick_win": quick, **_years(baseline, target, budget, 1 if quick else 5)}
        for number, (title, pillar, below, group, measure, baseline, target, budget, quick)
        in enumerate(ACTIONS, start=1)
    ]  # fmt: skip
    return {"programmes": {"rows": rows}}


def _years(baseline: int, target: int, budget: int, years: int) -> dict[str, int]:
    made = {f"target_{n}": baseline + (target - baseline) * n // years for n in range(1, years + 1)}
    return made | {f"budget_{n}": budget // years for n in range(1, years + 1)}
