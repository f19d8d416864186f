"""Makes invented certificates; a test says only what it is about."""

from datetime import UTC, date, datetime
from decimal import Decimal

from certificates.rendering.certificate import CertificateSheet, Picture
from certificates.statement import Lesson, Signatory, Stage, Statement, as_dict

ISSUED_AT = datetime(2021, 12, 7, 3, 0, tzinfo=UTC)
PUBLIC_ID = "7K3M9Q2XW4TB8N5D"
ADDRESS = f"https://bimtek.butonkab.go.id/v/{PUBLIC_ID}"
LONG_NAME = "Prof. Dr. Ir. Wa Ode Šárkawati Nurhayaningsih-Tjokroaminoto, S.H., M.Si., Ph.D.X"
LONG_TITLE = (
    "Bimbingan Teknis Penyusunan Rencana Induk (Masterplan) Kota Cerdas Kabupaten Buton dalam "
    "rangka Gerakan Menuju 100 Smart City bagi Perangkat Daerah di Lingkungan Pemerintah "
    "Kabupaten Buton Tahun Anggaran 2021"
)


def make_lessons(count: int, jp: str = "4") -> tuple[Lesson, ...]:
    return tuple(
        Lesson(
            topic=f"Materi ke-{place}: penyusunan rencana aksi dan pemetaan kesiapan daerah",
            speaker="Dr. Andi Rahmat, M.Sc." if place % 4 else "",
            held_on=date(2021, 8, 30),
            jp=Decimal(jp),
        )
        for place in range(1, count + 1)
    )


def make_statement(**said) -> Statement:
    lessons = said.setdefault("lessons", make_lessons(12))
    usual = {
        "number": "893/0042/DISKOMINFO/XII/2021",
        "public_id": PUBLIC_ID,
        "kind": "attended",
        "person_name": "La Ode Muhammad Arifin, S.Kom., M.T.",
        "nip": "198503172010011004",
        "rank": "Penata Tk. I (III/d)",
        "post": "Pranata Komputer Ahli Muda",
        "unit": "Dinas Komunikasi dan Informatika",
        "title_id": "Bimtek Penyusunan Masterplan Smart City",
        "title_en": "Workshop on the Smart City Master Plan",
        "government": "Pemerintah Kabupaten Buton",
        "organiser": "Dinas Komunikasi dan Informatika",
        "stages": (
            Stage(
                name="Tahap I",
                started_on=date(2021, 8, 30),
                ended_on=date(2021, 8, 31),
                venue="Aula Kantor Bupati Buton",
            ),
        ),
        "jp_total": sum((lesson.jp for lesson in lessons), Decimal(0)),
        "jp_basis": "attended",
        "started_on": date(2021, 8, 30),
        "ended_on": date(2021, 11, 24),
        "issued_on": date(2021, 12, 7),
        "place": "Pasarwajo",
        "signatory": Signatory(
            name="Drs. H. Muhammad Syarif, M.Si.",
            post="Kepala Dinas Komunikasi dan Informatika",
            rank="Pembina Utama Muda (IV/c)",
            nip="196801011993031005",
        ),
        "legal_basis": ("Keputusan Bupati Buton Nomor 480 Tahun 2021",),
        "language": "id",
        "rule_version": "1",
    }
    return Statement(**(usual | said))


def make_sheet(*, signed_note: str = "", crest: Picture | None = None, **said) -> CertificateSheet:
    return CertificateSheet(
        frozen=as_dict(make_statement(**said)),
        verify_url=ADDRESS,
        signed_note=signed_note,
        crest=crest,
    )
