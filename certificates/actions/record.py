"""What a certificate writes down into ``participants``, and which entitlement it stands for."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from certificates import queries
from certificates.models import Certificate, CertificateKind
from certificates.queries.covering import covers, valid_beside
from certificates.queries.ripples import records
from certificates.statement import Statement
from participants.access import access_of
from participants.actions.competency import Proposal, propose_many
from participants.actions.training import (
    Training,
    record_trainings,
    restore_by_source,
    withdraw_by_source,
)
from participants.models import Competency, Person, Role, TrainingForm, TrainingRecord, User
from workshops.models import Entitlement

Written = tuple[Certificate, Entitlement, Statement]


def newest_of(entitlements: Iterable[Entitlement]) -> dict[tuple[int, int], Entitlement]:
    """Each registration's entitlement itself, or the supplement that stands for it now; by
    registration and closing."""
    asked = list(entitlements)
    found = {(one.registration_id, one.closing_id): one for one in asked}
    rows = (
        Entitlement.objects.filter(
            closing__in={one.closing_id for one in asked},
            registration__in=[one.registration_id for one in asked],
        )
        .order_by("pk")
        .values_list("pk", "registration", "closing")
    )
    newest = {(registration, closing): pk for pk, registration, closing in rows}
    later = {pk for key, pk in newest.items() if key in found and found[key].pk != pk}
    for row in _loaded(later):
        found[row.registration_id, row.closing_id] = row
    return found


def _loaded(keys: set[int]) -> Iterable[Entitlement]:
    if not keys:
        return []
    return Entitlement.objects.filter(pk__in=keys).select_related(
        "closing__rule",
        "closing__stage",
        "registration__person__home_unit",
        "registration__unit",
        "registration__workshop__unit",
    )


def write_records(*, written: list[Written], by: User, at: datetime) -> None:
    """A line of training history each, and the proposed competencies. Hours that another certificate
    of this person certifies already are written once: the wider one's."""
    held = valid_beside([certificate for certificate, _earned, _said in written])
    counted = []
    for certificate, entitlement, said in written:
        others = held.get(certificate.registration_id, [])
        if not records(certificate) or any(covers(one, certificate) for one in others):
            continue
        for narrower in others:
            if covers(certificate, narrower):
                _give_way(narrower, certificate, by, at)
        counted.append(_training(certificate, said, entitlement.registration.person, by))
    record_trainings(trainings=counted, by=by, at=at)
    codes = {award["competency"] for _one, earned, _said in written for award in earned.awards}
    if not codes:
        return
    known = {row.code: row for row in Competency.objects.filter(code__in=codes).order_by("code")}
    propose_many(
        proposals=[
            Proposal(
                person=entitlement.registration.person,
                competency=known[award["competency"]],
                level=award["level"],
                method=award.get("method", "exposure"),
                acquired_on=said.ended_on,
                source_kind=queries.SOURCE,
                source_id=certificate.public_id,
                shown_as=certificate.number,
            )
            for certificate, entitlement, said in written
            for award in _by_code(entitlement)
            if award["competency"] in known
        ],
        by=by,
        at=at,
    )


def _training(certificate: Certificate, said: Statement, person: Person, by: User) -> Training:
    """The very figure that the paper prints. A surat keterangan is no Bimtek that was completed: it
    goes in as another classical training (domain.md §4.2, §4.7)."""
    workshop = certificate.workshop
    followed = certificate.kind == CertificateKind.FOLLOWED
    return Training(
        person=person,
        title=f"{workshop.title_id} – {said.stage}"[:300] if said.stage else workshop.title_id,
        organiser=said.organiser,
        form=TrainingForm.CLASSICAL_OTHER if followed else workshop.form,
        jp=int(said.jp_total),
        started_on=said.started_on,
        ended_on=said.ended_on,
        number=certificate.number,
        source_kind=queries.SOURCE,
        source_id=certificate.public_id,
        periods=tuple(
            (day.isoformat(), "", "") for day in sorted({lesson.held_on for lesson in said.lessons})
        ),
        # BKPSDM does not wait for itself (docs/decisions/0011).
        verified=access_of(by).has_on(person.home_unit, Role.HR),
    )


def _give_way(narrower: Certificate, wider: Certificate, by: User, at: datetime) -> None:
    reason = _("Termasuk dalam %(number)s") % {"number": wider.number}
    for source in queries.sources_of(narrower):
        withdraw_by_source(
            source_kind=queries.SOURCE, source_id=source, reason=reason, by=by, at=at
        )


def give_back(*, certificate: Certificate, reason: str, by: User, at: datetime) -> None:
    """The record of a valid certificate whose hours nobody else's stands for any more."""
    sources = queries.sources_of(certificate)
    for source in sources:
        if restore_by_source(
            source_kind=queries.SOURCE, source_id=source, reason=reason, by=by, at=at
        ):
            return
    there = TrainingRecord.objects.filter(source_kind=queries.SOURCE, source_id__in=sources)
    if not there.exists():
        said = Statement.from_dict(certificate.statement)
        training = _training(certificate, said, certificate.registration.person, by)
        record_trainings(trainings=[training], by=by, at=at)


def _by_code(entitlement: Entitlement) -> list[dict]:
    """The last award of each competency, as a person may be named twice for one."""
    awarded = {award["competency"]: award for award in entitlement.awards}
    return [awarded[code] for code in sorted(awarded)]
