"""The board, the threads and the experts' queue, by account and by link."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from participants.models import Role
from tests.factories import (
    NOW,
    make_invitation,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_links import hand_in, make_deliverable, make_expert_link
from workshops.actions.link import reissue_link
from workshops.models import Deliverable, Submission, WorkshopRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def workshop():
    return make_workshop()


@pytest.fixture
def deliverable(workshop):
    return make_deliverable(workshop.stages.get())


def sent(deliverable, at=NOW, invitation=None):
    return hand_in(deliverable, invitation or make_invitation(deliverable.stage.workshop), at=at)


def downloaded(client, address):
    """The status; a file is read to its end, which closes it."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def make_expert(workshop, unit=None, role="expert"):
    user = make_user()
    WorkshopRole.objects.create(workshop=workshop, user=user, role=role, unit=unit)
    return user


def queued(client):
    return [one.submission for one in client.get("/tinjauan/").context["waiting"]]


def test_the_queue_begins_with_who_has_waited_longest(client, workshop, deliverable):
    late = sent(deliverable)
    early = sent(deliverable, at=NOW - timedelta(days=3))
    client.force_login(make_expert(workshop))

    assert queued(client) == [early, late]


def test_an_expert_of_one_opd_sees_and_judges_that_one(client, workshop, deliverable):
    mine, other = sent(deliverable), sent(deliverable)
    client.force_login(make_expert(workshop, unit=mine.duty.invitation.unit))

    there = client.post(f"/tinjauan/{other.public_id}/", {"verdict": "accept"})
    here = client.post(f"/tinjauan/{mine.public_id}/", {"verdict": "accept"})

    assert queued(client) == []
    assert (there.status_code, here.status_code) == (404, 302)
    assert downloaded(client, f"/tinjauan/{other.public_id}/berkas/") == 404
    assert downloaded(client, f"/tinjauan/{mine.public_id}/berkas/") == 200
    other.refresh_from_db()
    assert other.state == "submitted"


@pytest.mark.parametrize("role", ["officer", "committee"])
def test_other_roles_of_the_workshop_judge_nothing(client, workshop, deliverable, role):
    waiting = sent(deliverable)
    client.force_login(make_expert(workshop, role=role))

    assert queued(client) == []
    assert client.post(f"/tinjauan/{waiting.public_id}/", {"verdict": "accept"}).status_code == 404


def test_a_check_in_officer_reads_no_hasil_kerja(client, workshop, deliverable):
    waiting = sent(deliverable)
    client.force_login(make_expert(workshop, role="officer"))

    assert client.get(f"/tinjauan/{waiting.public_id}/berkas/").status_code == 404


def test_returning_without_a_comment_keeps_the_page_and_says_why(client, workshop, deliverable):
    waiting = sent(deliverable)
    client.force_login(make_expert(workshop))

    answer = client.post(f"/tinjauan/{waiting.public_id}/", {"verdict": "revise", "comment": ""})

    assert answer.status_code == 422
    assert "Tuliskan apa yang perlu diperbaiki." in answer.text


def test_an_expert_without_account_does_the_same_behind_the_link(client, workshop, deliverable):
    waiting = sent(deliverable)
    link = make_expert_link(workshop)
    base = f"/t/{link.token()}"

    assert [one.submission for one in client.get(base).context["waiting"]] == [waiting]
    assert downloaded(client, f"{base}/{waiting.public_id}/berkas/") == 200
    answer = client.post(
        f"{base}/{waiting.public_id}/", {"verdict": "revise", "comment": "Tambahkan anggaran."}
    )

    waiting.refresh_from_db()
    assert answer.status_code == 302
    assert waiting.state == "returned"
    assert waiting.reviews.get().by == link.user


@pytest.mark.parametrize("by_link", [True, False])
def test_what_an_expert_wrote_is_not_lost_when_the_next_version_comes_in(
    client, workshop, deliverable, by_link
):
    first = sent(deliverable)
    if by_link:
        page = f"/t/{make_expert_link(workshop).token()}/{first.public_id}/"
    else:
        client.force_login(make_expert(workshop))
        page = f"/tinjauan/{first.public_id}/"
    assert client.get(page).status_code == 200
    hand_in(deliverable, first.duty.invitation)

    answer = client.post(page, {"verdict": "revise", "comment": "Tambahkan anggaran."})

    assert answer.status_code == 422
    assert "Tambahkan anggaran." in answer.text
    assert not first.reviews.exists()


def test_a_link_issued_anew_keeps_the_experts_work(client, workshop, deliverable):
    waiting = sent(deliverable)
    old = make_expert_link(workshop)
    new = reissue_link(link=old, by=make_system(), at=NOW)

    assert client.get(f"/t/{old.token()}").status_code == 404
    page = client.get(f"/t/{new.token()}")
    assert [one.submission for one in page.context["waiting"]] == [waiting]


def test_an_experts_link_opens_nothing_of_another_workshop(client, workshop, deliverable):
    stranger = sent(make_deliverable())
    base = f"/t/{make_expert_link(workshop).token()}"

    assert client.get(f"{base}/{stranger.public_id}/").status_code == 404
    assert client.get(f"{base}/{stranger.public_id}/berkas/").status_code == 404


def test_the_organiser_asks_changes_and_takes_back(client, workshop):
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    base = f"/bimtek/{workshop.public_id}/hasil-kerja/"
    stage = workshop.stages.get().public_id

    client.post(f"{base}baru/", {"stage": stage, "title_id": "Rencana aksi"})
    asked = Deliverable.objects.get()
    client.post(f"{base}{asked.public_id}/ubah/", {"title_id": "Rencana aksi OPD"})
    asked.refresh_from_db()
    assert asked.title_id == "Rencana aksi OPD"

    client.post(f"{base}{asked.public_id}/hapus/")
    assert not Deliverable.objects.exists()


def test_the_board_shows_every_opd_to_the_organiser_and_its_own_to_an_opd(
    client, workshop, deliverable
):
    mine = sent(deliverable).duty.invitation
    other = make_invitation(workshop)
    board = f"/bimtek/{workshop.public_id}/hasil-kerja/"
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    both = client.get(board)
    client.force_login(make_role(Role.UNIT_ADMIN, mine.unit))
    own = client.get(board)

    assert {row.owner for row in both.context["board"].rows} == {mine, other}
    assert [row.owner for row in own.context["board"].rows] == [mine]
    assert str(other.unit) not in own.text
    thread = f"{board}{deliverable.public_id}/{other.public_id}/"
    assert client.get(thread).status_code == 404


def test_a_stranger_defines_and_reads_nothing(client, workshop, deliverable):
    waiting = sent(deliverable)
    client.force_login(make_role(Role.ORGANISER, make_unit()))
    base = f"/bimtek/{workshop.public_id}/hasil-kerja/"

    answers = [
        client.get(base),
        client.post(f"{base}baru/", {"title_id": "x"}),
        client.post(f"{base}{deliverable.public_id}/hapus/"),
        client.get(f"/tinjauan/{waiting.public_id}/berkas/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("units", [1, 3])
def test_the_board_takes_the_same_queries_however_many_opd(
    client, workshop, deliverable, units, django_assert_num_queries
):
    for _unit in range(units):
        sent(deliverable)
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    board = f"/bimtek/{workshop.public_id}/hasil-kerja/"
    client.get(board)

    # session, user, grants, workshop, deliverables, stages, newest, whole, invitations, manages
    with django_assert_num_queries(10):
        client.get(board)


@pytest.mark.parametrize("units", [1, 3])
def test_the_queue_takes_the_same_queries_however_many_wait(
    client, workshop, deliverable, units, django_assert_num_queries
):
    for _unit in range(units):
        sent(deliverable)
    client.force_login(make_expert(workshop))
    client.get("/tinjauan/")

    with django_assert_num_queries(5):  # session, user, roles by unit, queue, grants
        client.get("/tinjauan/")


def test_the_board_narrows_to_one_opd_or_to_a_state(client, workshop, deliverable):
    waiting = sent(deliverable).duty.invitation
    other = make_invitation(workshop)
    client.force_login(make_expert(workshop))
    base = f"/bimtek/{workshop.public_id}/hasil-kerja/"

    def units(asked):
        return {row.owner for row in client.get(f"{base}?{asked}").context["rows"]}

    assert units("") == units("keadaan=entah") == {waiting, other}
    assert units("keadaan=submitted") == {waiting}
    assert units("keadaan=late") == set()
    assert units(f"opd={other.public_id}") == {other}
