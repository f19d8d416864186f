"""What revoking takes with it is told before, and is the same that then happens."""

from datetime import timedelta

import pytest

from certificates.actions.revoking import revoke
from certificates.queries.ripples import ripples
from participants.actions.competency import grant_levels
from participants.models import Evidence, TrainingRecord
from participants.queries.competency import levels_of
from participants.queries.staffing import post_lines
from tests import papers
from tests.factories import (
    NOW,
    make_competency,
    make_registration,
    make_system,
    make_user,
    make_workshop,
)
from tests.factories_certificates import make_certificate, make_entitlement
from tests.factories_record import make_plan, make_planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


def test_the_preview_of_revoking_equals_what_then_happens():
    workshop = make_workshop()
    competency, on = make_competency(), NOW.date() + timedelta(days=1)
    registration = make_registration(workshop)
    award = {"competency": competency.code, "level": 3, "method": "test"}
    make_entitlement(registration, awards=[award])
    certificate = make_certificate(workshop)
    person, hr = registration.person, make_user()
    proposal = Evidence.objects.get()
    grant_levels(proposals=[proposal], method="test", assessor="Asesor", by=hr, at=NOW)
    plan = make_plan(workshop.unit.parent, approved=True)
    planned = make_planned(plan, workshop.unit, competency=competency, level=3)
    planned.post.appointments.create(
        person=person, valid_from=NOW.date(), appointed_at=NOW, appointed_by=make_system()
    )
    TrainingRecord.objects.update(state="verified", decided_at=NOW, decided_by=hr)
    (before,) = post_lines(plan, on, only=planned)

    seen = ripples(certificate, on=on)
    revoke(
        certificate=certificate,
        public_reason="Salah orang",
        file_reason="BA 1",
        by=hr,
        at=NOW + timedelta(days=1),
    )

    (after,) = post_lines(plan, on, only=planned)
    assert seen.jp == 8
    assert set(TrainingRecord.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert [(one.competency, one.before, one.after) for one in seen.drops] == [(competency, 3, 0)]
    assert levels_of([person.pk], on) == {}
    assert [one.job for one in seen.vacancies] == [before.job]
    assert (before.qualified_vacancy, after.qualified_vacancy) == (0, 1)
    assert ripples(certificate, on=on).evidence == ()
