"""Telling holders what became of their certificate."""

import pytest

from certificates.actions.revoking import revoke, supersede
from certificates.models import Certificate
from certificates.queries import ready_messages
from participants.models import Notice, Role
from tests import papers
from tests.factories import NOW, make_pemda, make_role, make_user
from tests.factories_certificates import make_certificate
from tests.factories_links import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


@pytest.fixture
def certificate():
    return make_certificate()


def messages():
    return ready_messages(Certificate.objects.all(), at=NOW)


def address(certificate, rest=""):
    return f"/bimtek/{certificate.workshop.public_id}/sertifikat/pesan/{rest}"


def test_the_message_of_an_issued_certificate_leads_to_the_holders_own_page(certificate):
    link = make_link(certificate.registration)

    (message,) = messages()

    assert certificate.number in message.text
    assert f"/p/{link.token()}" in message.text
    assert f"/v/{certificate.public_id}" in message.text


def test_a_link_that_works_no_more_is_left_out_and_the_certificate_can_still_be_checked(
    certificate,
):
    (message,) = messages()

    assert "/p/" not in message.text
    assert f"/v/{certificate.public_id}" in message.text


def test_a_revoked_certificate_is_told_with_the_reason_that_is_for_everyone(certificate):
    revoke(
        certificate=certificate,
        public_reason="Salah orang",
        file_reason="Rapat 12 Mei",
        by=make_user(),
        at=NOW,
    )

    (message,) = messages()

    assert "Alasan: Salah orang" in message.text
    assert "Rapat 12 Mei" not in message.text
    assert "sudah terbit" not in message.text


def test_a_corrected_certificate_is_told_instead_of_the_one_it_replaces(certificate):
    later = supersede(
        certificate=certificate,
        person_name="Nama Yang Benar",
        reason="Salah ketik",
        by=make_user(),
        at=NOW,
    )

    (message,) = messages()

    assert message.certificate == later
    assert message.text.startswith("Yth. Nama Yang Benar")


def test_a_number_that_the_sending_unit_did_not_give_is_not_shown(certificate):
    person = certificate.registration.person
    person.phone, person.home_unit = "+6281234567890", certificate.registration.unit
    person.save()
    (own,) = messages()
    person.home_unit = make_pemda()
    person.save()

    (foreign,) = messages()

    assert (own.phone, foreign.phone) == ("6281234567890", "")


def test_a_message_that_was_sent_leaves_the_list(client, certificate):
    client.force_login(make_role(Role.ORGANISER, certificate.workshop.unit))
    told = Notice.objects.get()

    page = client.get(address(certificate))
    client.post(address(certificate, f"{told.public_id}/"))
    after = client.get(address(certificate))

    assert certificate.statement["person_name"] in page.text
    assert Notice.objects.get().state == "sent"
    assert certificate.statement["person_name"] not in after.text
    assert "Tidak ada pesan yang menunggu" in after.text


def test_who_only_reads_sends_nothing(client, certificate):
    client.force_login(make_role(Role.LEADER, certificate.workshop.unit))
    told = Notice.objects.get()

    answers = (
        client.get(address(certificate)),
        client.post(address(certificate, f"{told.public_id}/")),
    )

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("people", [1, 3])
def test_messages_take_the_same_queries_however_many(people, django_assert_num_queries):
    for _ in range(people):
        make_certificate()

    with django_assert_num_queries(4):  # notices, certificates, their events, links
        assert len(messages()) == people
