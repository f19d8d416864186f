"""What anybody has of their own: Bimtek, certificates, JP of this year."""

from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certificates.models import Certificate
from participants.models import TrainingRecord
from participants.queries.hours import YEARLY_JP
from participants.rules.wording import date_range, titled
from project.home.parts import Figure, Row, Section
from project.navigation import address
from workshops.models import Registration

SHOWN = 6


def taking_part(user: Any, at: datetime) -> Section:
    """One's own places and certificates, and the JP of this year where one works."""
    person = user.person
    places = (
        Registration.objects.filter(person=person)
        .live()
        .select_related("workshop__unit")
        .prefetch_related("workshop__stages")
        .order_by("-registered_at", "-pk")[:SHOWN]
    )
    certificates = (
        Certificate.objects.filter(registration__person=person)
        .valid()
        .select_related("workshop")
        .order_by("-issued_at", "-pk")[:SHOWN]
    )
    year = person.home_unit.localdate(at).year
    jp = TrainingRecord.objects.filter(person=person, year=year).counting()
    reached = jp.aggregate(sum=Sum("jp", default=0))["sum"]
    rows = [_place(one, at) for one in places]
    rows += [
        Row(
            title=one.workshop.title_id,
            detail=_("Sertifikat %(number)s") % {"number": one.number},
            url=address("certificates:certificate-verify", one.public_id),
            tone="gold",
            word=str(one.get_state_display()),
        )
        for one in certificates
    ]
    return Section(
        key="own",
        title=_("Pelatihan Anda"),
        icon="award",
        rows=tuple(rows),
        figures=(
            Figure(
                _("JP Anda tahun %(year)s") % {"year": year},
                str(reached),
                of=_("dari %(jp)s") % {"jp": YEARLY_JP},
                url=address("project:person-detail", person.public_id),
                earned=reached >= YEARLY_JP,
            ),
        ),
    )


def _place(registration: Registration, at: datetime) -> Row:
    workshop = registration.workshop
    today = workshop.unit.localdate(at)
    stages = sorted(workshop.stages.all(), key=lambda stage: stage.order)
    coming = next((stage for stage in stages if stage.ends_on >= today), None)
    when = (
        " · ".join(
            filter(
                None,
                (
                    titled(coming, get_language() or "id"),
                    date_range(coming.starts_on, coming.ends_on, get_language() or "id"),
                    coming.venue,
                ),
            )
        )
        if coming
        else _("Semua tahap sudah lewat.")
    )
    return Row(
        title=workshop.title_id,
        detail=when,
        url=address("workshops:workshop-detail", workshop.public_id),
        tone="info" if coming else "idle",
        word=str(workshop.get_state_display()),
    )
