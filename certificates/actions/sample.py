"""An invented certificate, to see how a layout looks."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from certificates import statement
from certificates.actions.artwork import pictures_of
from certificates.actions.sheet import (
    government_of,
    second_signatory_of,
    signatory_of,
    signed_note,
)
from certificates.models import Template
from certificates.notices import verify_url
from certificates.rendering.certificate import CertificateSheet, pdf, picture
from certificates.rules.look import Look
from certificates.statement import Lesson, Stage, Statement


def sample(template: Template, *, at: datetime) -> bytes:
    """An invented certificate on this layout; says in place of its number that it is one."""
    return pdf(_sample_sheet(template, at), at=at)


def sample_picture(template: Template, *, at: datetime) -> bytes:
    """The front of the same as a PNG, for a layout that need not be saved yet."""
    return picture(_sample_sheet(template, at))


def _sample_sheet(template: Template, at: datetime) -> CertificateSheet:
    day = template.unit.localdate(at)
    office = [line.strip() for line in template.office.splitlines() if line.strip()]
    said = Statement(
        number=_("CONTOH – TIDAK BERLAKU"),
        public_id="0" * 20,
        kind="attended",
        person_name="Dr. Wa Ode Contoh Nurhayati, S.Kom., M.Si.",
        nip="",
        rank="Penata Tk. I (III/d)",
        post="Pranata Komputer Ahli Muda",
        unit=template.unit.name,
        title_id="Bimbingan Teknis Penyusunan Rencana Induk Kota Cerdas",
        title_en="Workshop on the Smart City Master Plan",
        government=office[0] if len(office) > 1 else government_of(template.unit),
        organiser=office[-1] if office else template.unit.name,
        stages=(Stage(name="Tahap I", started_on=day, ended_on=day, venue="Aula"),),
        lessons=tuple(
            Lesson(topic=f"Materi {place}", speaker="", held_on=day, jp=Decimal(4))
            for place in (1, 2)
        ),
        jp_total=Decimal(8),
        jp_basis="attended",
        started_on=day,
        ended_on=day,
        issued_on=day,
        place=template.place,
        signatory=signatory_of(template),
        legal_basis=(),
        language=template.language,  # type: ignore[arg-type]
        rule_version="1",
        second_signatory=second_signatory_of(template),
    )
    return CertificateSheet(
        frozen=statement.as_dict(said),
        verify_url=verify_url("0" * 20),
        signed_note=signed_note(template),
        look=Look.of(template.look),
        **pictures_of(template),
    )
