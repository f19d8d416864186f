"""Whoever holds one unit's link, or one unit's part of a Bimtek, reaches nobody else's people."""

import pytest
from django.urls import reverse

from participants.models import Role
from tests.factories import (
    NOW,
    make_invitation,
    make_pemda,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_links import make_link
from tests.factories_people import NIP, make_employee
from workshops.actions.registration import name_person
from workshops.models import Delegation, Registration, WorkshopRole, WorkshopRoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_workshop(make_unit(make_pemda(), name="Dinas Kominfo"), stages=2)


@pytest.fixture
def theirs(workshop):
    """Somebody of Dinas Kesehatan, named by it, with a NIP that anybody may come to know."""
    unit = make_unit(workshop.unit.parent, name="Dinas Kesehatan")
    siti = make_employee(
        unit, nip=NIP, full_name="Siti Rahmawati", rank="III/c", job_title="Perencana Ahli Muda"
    )
    return name_person(
        invitation=make_invitation(workshop, unit),
        full_name="Siti Rahmawati",
        person=siti,
        by=make_system(),
        at=NOW,
    )


@pytest.fixture
def ours(workshop):
    unit = make_unit(workshop.unit.parent, name="Dinas Sosial")
    return make_invitation(workshop, unit, seats=2)


@pytest.fixture
def base(ours):
    return f"/o/{make_link(ours).token()}"


@pytest.mark.parametrize("how", ["stage", "on"])
def test_a_number_brings_nobody_of_another_opd_into_ones_seat(
    client, workshop, theirs, ours, base, how
):
    holder = name_person(invitation=ours, full_name="Budi Santoso", by=make_system(), at=NOW)

    answer = client.post(
        f"{base}/peserta/{holder.public_id}/ganti/",
        {
            "how": how,
            "stage": workshop.stages.get(order=2).public_id,
            "full_name": "Siapa Saja",
            "nip": NIP,
        },
    )

    assert answer.status_code == 422
    assert "Siti" not in answer.content.decode()
    assert not Delegation.objects.filter(seat__invitation=ours, registration=theirs).exists()
    assert client.get(f"{base}/peserta/{theirs.public_id}/").status_code == 404


def test_a_number_of_somebody_registered_does_not_tell_whose_it_is(client, theirs, base):
    answer = client.post(f"{base}/peserta/", {"full_name": "Siapa Saja", "nip": NIP})

    assert answer.status_code == 422
    assert "Siapa Saja sudah terdaftar" in answer.content.decode()
    assert "Siti" not in answer.content.decode()


def test_a_number_alone_tells_neither_rank_nor_post(client, workshop, ours, base):
    unit = make_unit(workshop.unit.parent, name="Dinas Kesehatan")
    make_employee(unit, nip=NIP, full_name="Siti Rahmawati", rank="III/c", job_title="Perencana")

    client.post(f"{base}/peserta/", {"full_name": "Siapa Saja", "nip": NIP})

    made = Registration.objects.get(unit=ours.unit)
    assert (made.printed_rank, made.printed_post) == ("", "")


def test_the_right_name_with_its_number_brings_rank_and_post_along(client, workshop, ours, base):
    make_employee(
        ours.unit, nip=NIP, full_name="Siti Rahmawati", rank="III/c", job_title="Perencana"
    )

    client.post(f"{base}/peserta/", {"full_name": "Siti Rahmawati, S.E.", "nip": NIP})

    made = Registration.objects.get(unit=ours.unit)
    assert (made.printed_rank, made.printed_post) == ("III/c", "Perencana")


def test_an_expert_of_one_opd_sees_the_people_of_that_one(client, workshop, theirs, ours):
    mine = name_person(invitation=ours, full_name="Budi Santoso", by=make_system(), at=NOW)
    expert = make_user()
    WorkshopRole.objects.create(
        workshop=workshop, user=expert, role=WorkshopRoleKind.EXPERT, unit=ours.unit
    )
    client.force_login(expert)

    assert list(Registration.objects.visible_to(expert)) == [mine]
    page = client.get(reverse("workshops:registration-list", args=[workshop.public_id]))
    assert "Budi" in page.content.decode()
    assert "Siti" not in page.content.decode()


def test_hr_of_one_pemda_touches_nobody_of_another(client, theirs):
    hr = make_role(Role.HR, make_pemda())
    client.force_login(hr)
    person = theirs.person.public_id

    for address in ("", "ubah/", "penempatan/", "cocokkan/", "nik/"):
        assert client.post(f"/pegawai/{person}/{address}").status_code in (404, 405)
