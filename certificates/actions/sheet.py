"""From rows to the frozen statement, and from the statement to the paper on the disk."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates import statement
from certificates.actions.artwork import pictures_of
from certificates.models import (
    Certificate,
    CertificateKind,
    CertificateState,
    Credential,
    Template,
)
from certificates.models.signing import BSRE
from certificates.notices import verify_url
from certificates.rendering import followed
from certificates.rendering.certificate import (
    CertificateSheet,
    mark_box,
    page_height,
    pdf,
)
from certificates.rules.look import Look
from certificates.signing.port import Mark, Paper
from certificates.statement import Basis, Lesson, Signatory, Stage, Statement
from participants.actions.file import store_made
from participants.models import IdentifierKind, OrganisationUnit, StoredFile, User
from workshops import models
from workshops.models import Entitlement, Session, Workshop

PRINTED_NUMBERS = "printed_numbers"  # on a person: identifiers but for the NIK, by kind


@dataclass(frozen=True)
class Programme:
    """What all certificates of one closed Bimtek, or of one stage, on one layout say alike; ``stage`` is
    that stage's name."""

    government: str
    organiser: str
    stage: str
    stages: tuple[Stage, ...]
    lessons: tuple[Lesson, ...]
    keys: tuple[int, ...]  # of the sessions those lessons are


def programme_of(
    workshop: Workshop, template: Template, only: models.Stage | None = None
) -> Programme:
    """Reads stages and sessions, of ``only`` one stage where it is about one; what was closed does not
    change."""
    english = template.language == "en"
    government, organiser = office_of(template, workshop.unit)
    stages = workshop.stages.filter(pk=only.pk) if only else workshop.stages.all()
    sessions = list(Session.objects.filter(stage__in=stages, jp__gt=0).order_by("starts_at", "pk"))
    return Programme(
        government=government,
        organiser=organiser,
        stages=tuple(
            Stage(
                name=(english and stage.title_en) or stage.title_id,
                started_on=stage.starts_on,
                ended_on=stage.ends_on,
                venue=stage.venue,
            )
            for stage in stages.order_by("order", "pk")
        ),
        lessons=tuple(_lesson(session, workshop, english=english) for session in sessions),
        keys=tuple(session.pk for session in sessions),
        stage=((english and only.title_en) or only.title_id) if only else "",
    )


def office_of(template: Template, unit: OrganisationUnit) -> tuple[str, str]:
    """The letterhead's two lines: government and office."""
    office = [line.strip() for line in template.office.splitlines() if line.strip()]
    government = office[0] if len(office) > 1 else government_of(unit)
    return government, office[-1] if office else unit.name


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
        jp_basis=_basis(entitlement),
        started_on=min(stage.started_on for stage in programme.stages),
        ended_on=max(stage.ended_on for stage in programme.stages),
        issued_on=issued_on,
        place=template.place,
        signatory=signatory_of(template),
        legal_basis=tuple(
            line.strip() for line in workshop.legal_basis.splitlines() if line.strip()
        ),
        language=template.language,  # type: ignore[arg-type]
        rule_version=str(entitlement.closing.rule.version),
        second_signatory=second_signatory_of(template),
        stage=programme.stage,
        band=entitlement.facts.get("band", ""),
    )


def _basis(entitlement: Entitlement) -> Basis:
    """A right by exemption counts what was really attended, whatever the rule says."""
    if entitlement.facts.get("exemption", {}).get("by_rule") == "none":
        return "attended"
    return entitlement.closing.rule.jp_basis  # type: ignore[return-value]


def _nip(entitlement: Entitlement) -> str:
    """The NIP or NI PPPK; a NIK never reaches a certificate. Who makes many has read them before."""
    person = entitlement.registration.person
    numbers = getattr(person, PRINTED_NUMBERS, None)
    if numbers is None:
        numbers = list(person.identifiers.exclude(kind=IdentifierKind.NIK).order_by("kind"))
    return numbers[-1].value if numbers else ""


def _lesson(session: Session, workshop: Workshop, *, english: bool) -> Lesson:
    return Lesson(
        topic=(english and session.topic_en) or session.topic_id,
        speaker=session.speaker,
        held_on=workshop.unit.localdate(session.starts_at),
        jp=Decimal(session.jp),
    )


def government_of(unit: OrganisationUnit) -> str:
    name = unit.name
    if unit.parent_id is not None:
        name = OrganisationUnit.objects.values_list("name", flat=True).get(path=unit.root_path)
    return name if name.lower().startswith("pemerintah") else f"Pemerintah {name}"


def signatory_of(template: Template) -> Signatory:
    acting_for, _break, post = template.signatory_post.rpartition("\n")
    return Signatory(
        name=template.signatory_name,
        post=post.strip(),
        rank=template.signatory_rank,
        nip=template.signatory_nip,
        acting_for=acting_for.strip(),
    )


def second_signatory_of(template: Template) -> Signatory | None:
    if not template.second_name:
        return None
    acting_for, _break, post = template.second_post.rpartition("\n")
    return Signatory(
        name=template.second_name,
        post=post.strip(),
        rank=template.second_rank,
        nip=template.second_nip,
        acting_for=acting_for.strip(),
    )


def freeze(certificate: Certificate, said: Statement) -> None:
    """The statement and its hash, into the unsaved certificate."""
    certificate.statement = statement.as_dict(said)
    certificate.statement_sha256 = statement.fingerprint(certificate.statement)


def draw_paper(
    certificate: Certificate, *, at: datetime, credential: Credential | None = None
) -> bytes:
    """The PDF of a frozen statement; it says how it is signed, and leaves room for a pen or a mark. A
    ``credential`` is attached as well. A surat keterangan is a letter, signed by pen."""
    if certificate.kind == CertificateKind.FOLLOWED:
        return followed.pdf(
            followed.FollowedSheet(
                frozen=certificate.statement, verify_url=verify_url(certificate.public_id)
            ),
            at=at,
        )
    return pdf(
        CertificateSheet(
            frozen=certificate.statement,
            verify_url=verify_url(certificate.public_id),
            signed_note=signed_note(certificate.template),
            look=Look.of(certificate.template.look),
            **pictures_of(certificate.template),
            credential=credential.content if credential else "",
        ),
        at=at,
    )


def signed_note(template: Template) -> str:
    """The sentence of the electronic signature; empty where officials sign by pen."""
    account = template.signing_account
    if account is None:
        return ""
    with override(template.language):
        if account.method in BSRE:
            return _(
                "Dokumen ini ditandatangani secara elektronik menggunakan sertifikat elektronik "
                "yang diterbitkan oleh BSrE"
            )
        return _("Dokumen ini ditandatangani secara elektronik")


def paper_of(certificate: Certificate, content: bytes, *, place: int) -> Paper:
    """What an adapter is given for one official's signature on this PDF."""
    said = Statement.from_dict(certificate.statement)
    look = Look.of(certificate.template.look)
    left, bottom, right, top = mark_box(said, place=place, look=look)
    with override(said.language):
        reason = _("Penerbitan sertifikat")
    return Paper(
        key=certificate.public_id,
        pdf=content,
        statement_sha256=certificate.statement_sha256,
        mark=Mark(
            page=1,
            left=left,
            bottom=bottom,
            right=right,
            top=top,
            link=verify_url(certificate.public_id),
            place=place,
            page_height=page_height(look),
        ),
        reason=reason,
        location=said.place,
    )


def keep(
    certificate: Certificate, content: bytes, *, by: User, at: datetime, place: int = 0
) -> StoredFile:
    """The PDF, stored where the same certificate's would be stored again: a worker killed before its
    commit leaves bytes that the next attempt replaces. ``place``: after which official's signature."""
    key = storage_key(certificate, withdrawn_before(certificate), place=place)
    return store_made(
        name=file_name(certificate),
        content=content,
        content_type="application/pdf",
        unit=certificate.registration.workshop.unit,
        by=by,
        at=at,
        key=key,
    )


def storage_key(certificate: Certificate, withdrawn: int, *, place: int = 0) -> str:
    """``withdrawn``: how many papers of this version were withdrawn before it."""
    key = f"certificate:{certificate.entitlement.public_id}:{certificate.version}"
    again = f":again{withdrawn}" if withdrawn else ""
    return key + again + (f":signed{place}" if place else "")


def withdrawn_before(certificate: Certificate) -> int:
    """How many papers of this version were withdrawn before it: each has a file of its own."""
    rows = Certificate.objects.filter(
        entitlement=certificate.entitlement,
        version=certificate.version,
        state=CertificateState.WITHDRAWN,
    )
    return rows.exclude(public_id=certificate.public_id).count()


def file_name(certificate: Certificate) -> str:
    """By number, never by name: the name of a file shows in many places."""
    kept = "".join(
        letter if letter.isalnum() or letter in ".-" else "-" for letter in _no(certificate)
    )
    kind = "surat-keterangan" if certificate.kind == CertificateKind.FOLLOWED else "sertifikat"
    return f"{kind}-{kept[:90]}.pdf"


def _no(certificate: Certificate) -> str:
    version = f"-v{certificate.version}" if certificate.version > 1 else ""
    return f"{certificate.number}{version}"
