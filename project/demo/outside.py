"""Two certificates from elsewhere that wait for BKPSDM, photographed as people photograph them."""

import io
from datetime import UTC, date, datetime, time, timedelta

from PIL import Image, ImageDraw, ImageFont

from participants.actions.claim import Claim, add_claim
from participants.models import Person, TrainingForm, User
from participants.rules.conversion import Told

BROUGHT = (
    ("Webinar Keamanan Siber Daerah", "Lembaga Contoh (rekaan)", TrainingForm.SEMINAR, 40, 1, None),
    ("Kursus Daring Statistik Dasar", "Pusdiklat Contoh (rekaan)", TrainingForm.E_LEARNING, 25, 3, 12),
)  # fmt: skip


def bring(people: list[Person], *, by: User, as_of: date) -> None:
    """One for each of the first people, added by their office."""
    at = datetime.combine(as_of - timedelta(days=3), time(2), tzinfo=UTC)
    for person, (title, organiser, form, before, days, jp) in zip(people, BROUGHT, strict=False):
        first = as_of - timedelta(days=before)
        told = Told(
            form=form, started_on=first, ended_on=first + timedelta(days=days - 1), stated=jp
        )
        add_claim(
            person=person,
            claim=Claim(
                title=title, organiser=organiser, number=f"R-{before}/{first.year}", told=told
            ),
            upload=_photo(title, organiser, person.printed_name()),
            by=by,
            at=at,
        )


class Photo(io.BytesIO):
    name = "sertifikat.jpg"


def _photo(*lines: str) -> Photo:
    picture = Image.new("RGB", (1200, 850), "#f6f1e7")
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((30, 30, 1170, 820), outline="#8a6d1f", width=6)
    for place, line in enumerate(("SERTIFIKAT (REKAAN)", *lines)):
        drawn.text(
            (600, 200 + place * 130),
            line,
            fill="#222",
            font=ImageFont.load_default(44),
            anchor="mm",
        )
    kept = Photo()
    picture.save(kept, "JPEG", quality=80)
    kept.seek(0)
    return kept
