"""From rows to the frozen statement, and from the statement to the paper on the disk."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from certificates import statement
from certificates.models import Certificate, Template
from certificates.notices import verify_url
from certificates.rendering.certificate import CertificateSheet, pdf
from certificates.statement import Lesson, Signatory, Stage, Statement
from participants.actions.file import store_made
from participants.models import IdentifierKind, OrganisationUnit, StoredFile, User
from workshops.models import Entitlement, Session, Workshop


@dataclass(frozen=True)
class Programme:
    """What all certificates of one closed Bimtek on one layout say alike."""

    government: str
    organiser: str
    stages: tuple[Stage, ...]
    lessons: tuple[Lesson, ...]


def programme_of(workshop: Workshop, template: Template) -> Programme:
    """Reads stages and sessions; a closed Bimtek's do not change."""
    english = template.language == "en"
    office = [line.strip() for line in template.office.splitlines() if line.strip()]
    return Programme(
        government=office[0] if len(office) > 1 else _government(workshop.unit),
        organiser=office[-1] if office else workshop.unit.name,
        stages=tuple(
            Stage(
                name=(english and stage.title_en) or stage.title_id,
                started_on=stage.starts_on,
                ended_on=stage.ends_on,
                venue=stage.venue,
            )
            for stage in workshop.stages.order_by("order", "pk")
        ),
        lessons=_lessons(workshop, english=english),
    )


def statement_of(
    entitlement: Entitlement,
    *,
    template: Template,
    programme: Programme,
    number: str,
    public_id: str,
    issued_on: date,
) -> Statement:
    """What the certificate of this entitlement says, on this layout. Expects registration (with
    person and unit), closing (with rule) and workshop loaded; reads the person's identifiers."""
    registration = entitlement.registration
    workshop = registration.workshop
    return Statement(
        number=number,
        public_id=public_id,
        kind=entitlement.kind,  # type: ignore[arg-type]
        person_name=registration.printed_name,
        nip=_nip(entitlement),
        rank=registration.printed_rank,
        post=registration.printed_post,
        unit=registration.unit.name,
        title_id=workshop.title_id,
        title_en=workshop.title_en,
        government=programme.government,
        organiser=programme.organiser,
        stages=programme.stages,
        lessons=programme.lessons,
        jp_total=Decimal(entitlement.jp),
        jp_basis=entitlement.closing.rule.jp_basis,  # type: ignore[arg-type]
        started_on=min(stage.started_on for stage in programme.stages),
        ended_on=max(stage.ended_on for stage in programme.stages),
        issued_on=issued_on,
        place=template.place,
        signatory=_signatory(template),
        legal_basis=tuple(
            line.strip() for line in workshop.legal_basis.splitlines() if line.strip()
        ),
        language=template.language,  # type: ignore[arg-type]
        rule_version=str(entitlement.closing.rule.version),
    )


def _nip(entitlement: Entitlement) -> str:
    """The NIP or NI PPPK; a NIK never reaches a certificate."""
    numbers = entitlement.registration.person.identifiers.exclude(kind=IdentifierKind.NIK)
    return numbers.order_by("kind").values_list("value", flat=True).last() or ""


def _lessons(workshop: Workshop, *, english: bool) -> tuple[Lesson, ...]:
    sessions = Session.objects.filter(stage__workshop=workshop, jp__gt=0)
    return tuple(
        Lesson(
            topic=(english and session.topic_en) or session.topic_id,
            speaker=session.speaker,
            held_on=workshop.unit.localdate(session.starts_at),
            jp=Decimal(session.jp),
        )
        for session in sessions.order_by("starts_at", "pk")
    )


def _government(unit: OrganisationUnit) -> str:
    name = unit.name
    if unit.parent_id is not None:
        name = OrganisationUnit.objects.values_list("name", flat=True).get(path=unit.root_path)
    return name if name.lower().startswith("pemerintah") else f"Pemerintah {name}"


def _signatory(template: Template) -> Signatory:
    acting_for, _break, post = template.signatory_post.rpartition("\n")
    return Signatory(
        name=template.signatory_name,
        post=post.strip(),
        rank=template.signatory_rank,
        nip=template.signatory_nip,
        acting_for=acting_for.strip(),
    )


def sample(template: Template, *, at: datetime) -> bytes:
    """An invented certificate on this layout; says in place of its number that it is one."""
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
        government=office[0] if len(office) > 1 else _government(template.unit),
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
        signatory=_signatory(template),
        legal_basis=(),
        language=template.language,  # type: ignore[arg-type]
        rule_version="1",
    )
    frozen = statement.as_dict(said)
    return pdf(CertificateSheet(frozen=frozen, verify_url=verify_url("0" * 20)), at=at)


def freeze(certificate: Certificate, said: Statement) -> None:
    """The statement and its hash, into the unsaved certificate."""
    certificate.statement = statement.as_dict(said)
    certificate.statement_sha256 = statement.fingerprint(certificate.statement)


def print_and_keep(certificate: Certificate, *, by: User, at: datetime) -> StoredFile:
    """The PDF of a frozen statement, stored where the same certificate's would be stored again: a
    worker killed before its commit leaves bytes that the next attempt replaces."""
    content = pdf(
        CertificateSheet(
            frozen=certificate.statement, verify_url=verify_url(certificate.public_id)
        ),
        at=at,
    )
    return store_made(
        name=file_name(certificate),
        content=content,
        content_type="application/pdf",
        unit=certificate.registration.workshop.unit,
        by=by,
        at=at,
        key=f"certificate:{certificate.entitlement.public_id}:{certificate.version}",
    )


def file_name(certificate: Certificate) -> str:
    """By number, never by name: the name of a file shows in many places."""
    kept = "".join(
        letter if letter.isalnum() or letter in ".-" else "-" for letter in _no(certificate)
    )
    return f"sertifikat-{kept[:90]}.pdf"


def _no(certificate: Certificate) -> str:
    version = f"-v{certificate.version}" if certificate.version > 1 else ""
    return f"{certificate.number}{version}"
