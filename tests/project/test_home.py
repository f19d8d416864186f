"""The home page: a landing page for strangers, for everybody else what needs them."""

import pytest
from django.core.management import call_command

from participants.models import Role
from tests.factories import (
    make_invitation,
    make_pemda,
    make_person,
    make_registration,
    make_role,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_certificates import make_certificate, make_closed_workshop
from tests.factories_record import make_job, make_plan, make_planned
from workshops.models import WorkshopRole, WorkshopRoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def pemda():
    return make_pemda("Kabupaten Buton")


@pytest.fixture
def office(pemda):
    return make_unit(pemda, name="Dinas Kominfo")


def sections(client, user):
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return {section.key: section for section in answer.context["sections"]}


def test_a_stranger_reads_what_this_is_and_how_to_check_a_certificate(client):
    answer = client.get("/")

    assert answer.status_code == 200
    assert "Periksa sertifikat" in answer.text
    assert "Akun demo" not in answer.text


def test_the_demo_lists_its_accounts_and_links(client, settings):
    settings.DEMO = True

    assert "panitia" in client.get("/").text


def test_a_typed_code_or_a_whole_address_leads_to_the_certificate(client, files):
    certificate = make_certificate()

    for typed in (certificate.public_id, f"https://bimtek.example/v/{certificate.public_id}"):
        answer = client.post("/periksa/", {"code": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/v/{certificate.public_id}")


def test_what_cannot_be_a_code_is_said_on_the_page(client):
    answer = client.post("/periksa/", {"code": "a b"})

    assert answer.status_code == 422
    assert "huruf dan angka saja" in answer.text


def test_a_user_without_a_role_is_told_whom_to_ask(client):
    client.force_login(make_user())

    assert "belum mempunyai peran" in client.get("/").text


def test_an_organiser_sees_what_each_bimtek_waits_for(client, office, pemda):
    workshop = make_workshop(office, title_id="Bimtek Smart City")
    make_invitation(workshop, make_unit(pemda))
    make_registration(workshop)

    found = sections(client, make_role(Role.ORGANISER, office))

    (row,) = found["organiser"].rows
    assert row.title == "Bimtek Smart City"
    assert [task.text for task in row.tasks][-2:] == [
        "1 OPD belum menunjuk peserta",
        "1 nama belum dikonfirmasi",
    ]


def test_certificates_to_issue_keep_a_closed_bimtek_on_the_organisers_page(client, office):
    make_closed_workshop(people=2, unit=office)

    found = sections(client, make_role(Role.ORGANISER, office))

    (row,) = found["organiser"].rows
    assert [task.text for task in row.tasks] == ["2 sertifikat belum diterbitkan"]


def test_an_opd_sees_its_own_seats_and_no_one_elses(client, office, pemda):
    workshop = make_workshop(office)
    own, other = make_unit(pemda, name="Dinas Kesehatan"), make_unit(pemda, name="Dinas Rahasia")
    make_invitation(workshop, own, seats=2)
    make_invitation(workshop, other, seats=3)
    user = make_role(Role.UNIT_ADMIN, own)

    found = sections(client, user)

    assert [row.tasks[0].text for row in found["unit"].rows] == ["2 kursi belum terisi"]
    assert "Dinas Rahasia" not in client.get("/").text


def test_whoever_holds_several_roles_reads_them_stacked(client, office):
    user = make_role(Role.HR, office)
    workshop = make_workshop(office)
    WorkshopRole.objects.create(workshop=workshop, user=user, role=WorkshopRoleKind.OFFICER)
    WorkshopRole.objects.create(workshop=workshop, user=user, role=WorkshopRoleKind.EXPERT)
    user.person = make_person(office)
    user.save()

    assert list(sections(client, user)) == ["officer", "expert", "hr", "own"]


def test_what_waits_is_not_called_like_the_part_it_stands_in(client, office):
    """Two landmarks of one name cannot be told apart by ear."""
    make_person(office, match_state="unmatched")

    part = sections(client, make_role(Role.HR, office))["hr"]
    page = client.get("/").text

    assert part.tasks
    assert f'aria-label="{part.title}"' not in page


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_page_in_both_languages(client, office, role):
    user = make_role(role, office)
    client.force_login(user)

    for language in ("id", "en"):
        assert client.get("/", headers={"Accept-Language": language}).status_code == 200


# session and user 2, grants 1, roles in Bimtek 1; then the section's own.
@pytest.mark.parametrize(("role", "queries"), [(Role.ORGANISER, 11), (Role.UNIT_ADMIN, 13)])
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(
    client, office, pemda, role, queries, rows, django_assert_num_queries
):
    own = make_unit(pemda)
    for _row in range(rows):
        make_registration(make_workshop(office), make_person(own))
    client.force_login(make_role(role, office if role == Role.ORGANISER else own))

    with django_assert_num_queries(queries):
        client.get("/")


def test_the_access_check_still_passes():
    call_command("check", tags=["security"], fail_level="ERROR")


def test_hr_sees_how_many_opd_lack_somebody_fit_for_the_wanted_post(client, pemda):
    plan = make_plan(pemda, approved=True)
    make_planned(plan, make_unit(pemda), job=make_job("Pranata Komputer"))

    found = sections(client, make_role(Role.HR, pemda))

    (gap,) = [figure for figure in found["hr"].figures if "Pranata Komputer" in figure.label]
    assert (gap.value, gap.of) == ("1", "dari 1")
