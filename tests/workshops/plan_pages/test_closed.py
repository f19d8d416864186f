"""A closed Bimtek offers no form, by whichever address one comes; it says where it is reopened."""

import pytest
from django.urls import reverse

from tests.factories import NOW, make_registration
from tests.factories_plan import ask_units, asked
from workshops.models import Stage

pytestmark = pytest.mark.django_db
NOTHING_TO_FILL = (
    "workshop-edit", "stage-add", "deliverable-add", "invitation-new", "invitation-send",
    "decree-new", "registration-add",
)  # fmt: skip


def content_of(answer) -> str:
    """The page without its side and bottom bar."""
    return answer.text.split("<main")[1].split("</main>")[0]


@pytest.fixture
def closed(workshop, organiser):
    ask_units(workshop, organiser, "Dinas Sosial")
    workshop.state, workshop.closed_at, workshop.closed_by = "closed", NOW, organiser
    workshop.save()
    return workshop


@pytest.mark.parametrize("name", NOTHING_TO_FILL)
def test_a_form_of_a_closed_bimtek_says_where_it_is_reopened(page, closed, name):
    answer = page(name, closed)

    assert answer.status_code == 409
    assert "<form" not in content_of(answer)
    assert reverse("workshops:closing-detail", args=[closed.public_id]) in answer.text


def test_so_do_the_forms_of_a_stage_and_of_what_lies_in_it(page, closed):
    stage = closed.stages.get(order=1)
    session, slot = stage.sessions.first(), stage.slots.first()

    answers = [
        page("stage-edit", closed, stage),
        page("session-add", closed, stage),
        page("slot-add", closed, stage),
        page("session-edit", closed, session),
        page("slot-edit", closed, slot),
    ]

    assert [answer.status_code for answer in answers] == [409] * 5


def test_what_is_sent_after_closing_is_refused_and_nothing_typed_is_lost(page, closed):
    given = {"title_id": "Tahap V", "starts_on": "2026-12-01", "ends_on": "2026-12-02"}

    stage = page("stage-add", closed, data=given)
    units = page("invitation-new", closed, data=asked("Dinas Kesehatan", confirmed="1"))

    assert "Tahap V" in stage.text
    assert "Dinas Kesehatan" in units.text
    assert not Stage.objects.filter(title_id="Tahap V").exists()
    assert closed.invitations.count() == 1


def test_what_there_is_can_be_read_without_a_form(page, closed):
    invitation = closed.invitations.get()
    registration = make_registration(closed, invitation=invitation)

    shown = [
        page("invitation-detail", closed, invitation),
        page("letter-unit", closed, registration.unit),
        page("role-list", closed),
    ]

    for answer in shown:
        assert answer.status_code == 200
        assert "<form" not in content_of(answer)
        assert "Kegiatan ini sudah ditutup" in answer.text


@pytest.mark.parametrize("name", ["organiser-desk-paste", "organiser-desk-staff"])
def test_naming_leads_back_to_the_units_page_that_says_why(page, closed, name):
    invitation = closed.invitations.get()

    answer = page(name, closed, invitation)

    assert answer.status_code == 302
    assert answer["Location"] == reverse(
        "workshops:organiser-desk", args=[closed.public_id, invitation.public_id]
    )
