"""A whole import taken back: what it made goes, what it changed is as it was, the rest is told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from participants.actions.importing import commit, undo, undoing
from participants.errors import Refused
from participants.models import (
    Employment,
    Identifier,
    ImportSession,
    OrganisationUnit,
    Person,
    Role,
    UnitName,
)
from tests.factories import (
    NOW,
    make_pemda,
    make_registration,
    make_role,
    make_system,
    make_unit,
    make_workshop,
)
from tests.factories_people import NIK, NIP, OTHER_NIP, csv_sheet, make_employee, stage
from tests.participants.test_importing_commit import people

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def dinas(pemda):
    return make_unit(pemda, name="Dinas Kesehatan", short_name="Dinkes", code="1.02")


def let_in(content, pemda, *, at=NOW, kind="staff"):
    session = stage(content, pemda, at=at, kind=kind)
    return commit(session=session, set_aside=0, by=make_system(), at=at)


def take_back(session, *, set_aside=0):
    return undo(session=session, set_aside=set_aside, by=make_system(), at=TOMORROW)


def everything():
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Person, Identifier, Employment, OrganisationUnit, UnitName)
    ]


def test_what_was_made_is_gone_and_what_was_changed_is_as_it_was(pemda, dinas):
    make_unit(pemda, name="Dinas Pendidikan")
    make_employee(dinas, nip=NIP, full_name="Sari", job_title="Perawat")
    before = everything()

    session = let_in(
        csv_sheet(
            (
                NIP,
                NIK,
                "Sari Dewi",
                "Dinas Pendidikan",
                "",
                "III/a",
                "Guru",
                "2025-06-01",
                "081234567890",
            ),
            (OTHER_NIP, "", "Budi", "Dinkes"),
        ),
        pemda,
    )
    assert everything() != before
    session = take_back(session)

    assert everything() == before
    assert session.state == "undone"
    assert session.layout["undone"] == [1, 1, 0]


def test_a_person_something_depends_on_stays_and_is_named(pemda, dinas):
    session = let_in(
        csv_sheet((NIP, "", "Sari", "Dinkes"), (OTHER_NIP, "", "Budi", "Dinkes")), pemda
    )
    make_registration(make_workshop(dinas), Person.objects.get(full_name="Sari"))

    with pytest.raises(Refused) as refusal:
        take_back(session)
    (kept,) = undoing(session).kept
    take_back(session, set_aside=1)

    assert refusal.value.reasons[0].code == "import-undo-kept"
    assert (kept.title, kept.reason.code) == ("Sari", "import-undo-used")
    assert [person.full_name for person in Person.objects.all()] == ["Sari"]


def test_a_record_that_changed_since_is_left_as_it_is(pemda, dinas):
    make_employee(dinas, nip=NIP, full_name="Sari")
    session = let_in(csv_sheet((NIP, "", "Sari Dewi", "Dinkes")), pemda)
    Person.objects.update(phone="+6281234567890")

    assert [kept.reason.code for kept in undoing(session).kept] == ["import-undo-changed"]
    with pytest.raises(Refused) as refusal:
        take_back(session, set_aside=1)

    assert refusal.value.reasons[0].code == "import-undo-nothing"
    assert Person.objects.get().full_name == "Sari Dewi"


def test_undoing_twice_or_before_it_went_in_is_refused(pemda, dinas):
    staged = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)
    session = let_in(csv_sheet((OTHER_NIP, "", "Budi", "Dinkes")), pemda)
    take_back(session)

    codes = []
    for one in (staged, session):
        with pytest.raises(Refused) as refusal:
            take_back(one)
        codes.append(refusal.value.reasons[0].code)

    assert codes == ["import-not-committed", "import-already-undone"]


def test_units_go_and_a_rename_is_taken_back(pemda, dinas):
    before = everything()
    headers = ("Kode", "Nama", "Induk")
    rows = (("1.02", "Dinas Kesehatan Masyarakat", ""), ("1.02.1", "Bidang Gizi", "1.02"))

    session = let_in(csv_sheet(*rows, headers=headers), pemda, kind="units")
    assert OrganisationUnit.objects.filter(name="Bidang Gizi").exists()
    take_back(session)

    assert everything() == before


def test_a_unit_in_which_somebody_works_stays(pemda, dinas):
    headers = ("Kode", "Nama", "Induk")
    session = let_in(
        csv_sheet(("1.02.1", "Bidang Gizi", "1.02"), headers=headers), pemda, kind="units"
    )
    make_employee(OrganisationUnit.objects.get(name="Bidang Gizi"))

    assert [kept.reason.code for kept in undoing(session).kept] == ["import-undo-used"]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=people, second=people)
def test_an_import_undone_is_no_import(pemda, dinas, first, second):
    from django.db import transaction  # noqa: PLC0415

    with transaction.atomic():
        make_unit(pemda, name="Dinas Pendidikan")
        for rows, at in ((first, NOW), (second, TOMORROW)):
            before = everything()
            sheet = csv_sheet(
                *((f"198609262015051{serial:03}", "", *rest) for serial, *rest in rows)
            )
            session = stage(sheet, pemda, at=at)
            wrong = session.counts["wrong"]
            if session.counts["new"] or session.counts["changed"]:
                commit(session=session, set_aside=wrong, by=make_system(), at=at)
                take_back(session)
                assert everything() == before
            again = stage(sheet, pemda, at=at)
            assert again.counts == session.counts
            if again.counts["new"] or again.counts["changed"]:
                commit(session=again, set_aside=wrong, by=make_system(), at=at)
        transaction.set_rollback(True)


def test_hr_sees_what_stays_and_agrees_to_it(client, pemda, dinas):
    session = let_in(
        csv_sheet((NIP, "", "Sari", "Dinkes"), (OTHER_NIP, "", "Budi", "Dinkes")), pemda
    )
    make_registration(make_workshop(dinas), Person.objects.get(full_name="Sari"))
    client.force_login(make_role(Role.HR, pemda))
    address = reverse("participants:import-undo", args=[session.public_id])

    page = client.get(address).text
    client.post(address)
    assert ImportSession.objects.get().state == "committed"
    done = client.post(address, {"biarkan": "1"}, follow=True).text

    assert "Biarkan 1 baris itu" in page
    assert "Impor diurungkan." in done
    assert "Sari" in done
    assert client.get(address).status_code == 404
