"""Who finds which page of a Bimtek, and what it tells them."""

import pytest
from django.urls import reverse

from participants.models import Role
from tests.factories import (
    NOW,
    make_invitation,
    make_registration,
    make_role,
)
from tests.factories_plan import ask_units, make_organiser
from workshops.models import (
    WorkshopState,
)

pytestmark = pytest.mark.django_db


PAGES = [
    "workshop-detail",
    "workshop-edit",
    "schedule-detail",
    "stage-add",
    "invitation-list",
    "invitation-new",
    "invitation-send",
    "decree-new",
    "letter-list",
    "guest-list",
    "role-list",
    "rule-detail",
]


FORMS = {"workshop-edit", "stage-add", "invitation-new", "invitation-send", "decree-new"}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_empty_full_and_closed(page, workshop, organiser, name):
    empty = page(name, workshop).status_code
    ask_units(workshop, organiser, "Dinas A", "Dinas B")
    make_registration(workshop)
    full = page(name, workshop).status_code
    workshop.state, workshop.closed_at, workshop.closed_by = WorkshopState.CLOSED, NOW, organiser
    workshop.save()

    closed = 409 if name in FORMS else 200  # see also test_closed.py
    assert (empty, full, page(name, workshop).status_code) == (200, 200, closed)


@pytest.mark.parametrize("name", PAGES)
def test_whoever_does_not_run_a_bimtek_does_not_find_its_pages(client, workshop, name):
    other = make_organiser()
    client.force_login(other)

    answer = client.get(reverse(f"workshops:{name}", args=[workshop.public_id]))

    assert answer.status_code == 404


def test_an_invited_opd_reads_the_bimtek_and_only_its_own_figures(client, workshop):
    mine, other = make_invitation(workshop), make_invitation(workshop)
    make_registration(workshop, invitation=mine)
    make_registration(workshop, invitation=other)
    client.force_login(make_role(Role.UNIT_ADMIN, mine.unit))

    shown = client.get(reverse("workshops:workshop-detail", args=[workshop.public_id]))
    listed = client.get(reverse("workshops:workshop-list"))
    changing = client.get(reverse("workshops:invitation-list", args=[workshop.public_id]))

    overview = shown.context["overview"]
    assert (overview.people, overview.seats, overview.attention) == (1, 1, ())
    assert [row.record.people_count for row in listed.context["table"].rows] == [1]
    assert changing.status_code == 404
