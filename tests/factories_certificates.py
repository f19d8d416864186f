"""Makers of closed Bimtek, layouts and certificates."""

import itertools
from datetime import date
from typing import Any

from certificates.actions.issuing import issue, request_issue
from certificates.actions.template import make_template
from certificates.models import Certificate, Template
from participants.actions.person import add_identifier
from participants.models import NumberSeries, OrganisationUnit
from tests.factories import NOW, make_registration, make_system, make_workshop
from workshops.models import Closing, Entitlement, Registration, Workshop, WorkshopState

PATTERN = "800.2.3/{urut:03}/DISKOMINFO/{bulan_romawi}/{tahun}"
_count = itertools.count(1)


def make_layout(unit: OrganisationUnit, **fields: Any) -> Template:
    fields.setdefault("name", f"Templat {next(_count)}")
    fields.setdefault("office", "Pemerintah Kabupaten Contoh\nDinas Komunikasi dan Informatika")
    fields.setdefault("place", "Pasarwajo")
    fields.setdefault("signatory_name", "Drs. La Ode Contoh, M.Si.")
    fields.setdefault("signatory_post", "Kepala Dinas Komunikasi dan Informatika")
    return make_template(unit=unit, by=make_system(), at=NOW, **fields)


def close(workshop: Workshop) -> Closing:
    by = make_system()
    workshop.state, workshop.closed_at, workshop.closed_by = WorkshopState.CLOSED, NOW, by
    workshop.save()
    return Closing.objects.create(
        workshop=workshop,
        ordinal=workshop.closings.count() + 1,
        rule=workshop.passing_rules.order_by("-version").first(),
        at=NOW,
        by=by,
    )


def make_closed_workshop(people: int = 1, **fields: Any) -> Workshop:
    """A closed Bimtek in which so many people earned a certificate of 8 JP."""
    workshop = make_workshop(**fields)
    registrations = [make_registration(workshop) for _person in range(people)]
    closing = close(workshop)
    for registration in registrations:
        make_entitlement(registration, closing)
    return workshop


def make_entitlement(
    registration: Registration, closing: Closing | None = None, **fields: Any
) -> Entitlement:
    closing = closing or registration.workshop.closings.order_by("-ordinal").first()
    return Entitlement.objects.create(
        closing=closing or close(registration.workshop),
        registration=registration,
        kind=fields.pop("kind", "attended"),
        jp=fields.pop("jp", 8),
        **fields,
    )


def ask(workshop: Workshop, *, by=None, at=NOW, **said: Any):
    """The job that issues everybody's certificate, numbered by a pattern unless ``typed``."""
    if "typed" not in said:
        said.setdefault("pattern", PATTERN)
    said.setdefault("issued_on", workshop.unit.localdate(at))
    return request_issue(
        workshop=workshop,
        template=said.pop("template", None) or make_layout(workshop.unit),
        by=by or make_system(),
        at=at,
        **said,
    )


def make_certificate(workshop: Workshop | None = None, *, by=None, **said: Any) -> Certificate:
    """One issued certificate, as the worker makes it."""
    workshop = workshop or make_closed_workshop()
    entitlement = Entitlement.objects.filter(closing__workshop=workshop, certificates=None).first()
    series, _made = NumberSeries.objects.get_or_create(
        unit=workshop.unit, register="certificate", pattern=PATTERN, valid_from=date(2026, 1, 1)
    )
    return issue(
        entitlement=entitlement,
        template=said.pop("template", None) or make_layout(workshop.unit),
        series=series,
        issued_on=workshop.unit.localdate(NOW),
        by=by or make_system(),
        at=NOW,
    )


NIP, NIK, PHONE = "198503172010011004", "7404011703850001", "081234567890"


def make_certificate_of_one_with_numbers() -> Certificate:
    """The holder has a NIP, a NIK and a phone, none of which may stand anywhere outside."""
    workshop = make_workshop(title_id="Bimtek Kota Cerdas")
    registration = make_registration(workshop, printed_name="Wa Ode Siti, S.Kom.")
    registration.person.phone = PHONE
    registration.person.save()
    for kind, digits in (("nip", NIP), ("nik", NIK)):
        add_identifier(
            person=registration.person, kind=kind, digits=digits, by=make_system(), at=NOW
        )
    make_entitlement(registration)
    return make_certificate(workshop)
