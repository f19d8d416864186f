"""Pages of people and units: who sees which rows, and how many queries it takes."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from participants.models import AuditEntry, MatchState, OrganisationUnit, Person, Role, UnitKind
from tests.factories import make_pemda, make_person, make_role, make_unit
from tests.factories_people import NIK, NIP, make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def dinas(pemda):
    return make_unit(pemda, name="Dinas Kesehatan")


@pytest.fixture
def hr(client, pemda):
    user = make_role(Role.HR, pemda)
    client.force_login(user)
    return user


def search(client, words):
    """Posts a search as the page does, and gives the list it leads to."""
    response = client.post(reverse("participants:person-list"), {"q": words}, follow=True)
    assert not response.request["QUERY_STRING"]
    return response.content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_of_people_takes_the_same_queries_however_many(
    client, hr, dinas, people, django_assert_num_queries
):
    for number in range(people):
        make_employee(dinas, nip=f"198609262015051{number + 1:03}")

    # session, user, grants, units of the filter, count, waiting, people, identifiers
    with django_assert_num_queries(8):
        response = client.get(reverse("participants:person-list"))

    assert response.status_code == 200


def test_an_opd_sees_its_own_people_and_nobody_elses(client, pemda, dinas):
    mine = make_employee(dinas, full_name="Sari Wulandari")
    other = make_employee(make_unit(pemda, name="Dinas Rahasia"), full_name="Budi Rahasia")
    client.force_login(make_role(Role.UNIT_ADMIN, dinas))

    shown = client.get(reverse("participants:person-list")).content.decode()

    assert mine.full_name in shown
    assert other.full_name not in shown
    assert "Dinas Rahasia" not in shown


def test_people_are_found_by_name_and_by_number_and_the_address_says_neither(client, hr, dinas):
    make_employee(dinas, nip=NIP, full_name="Sari Wulandari")
    make_employee(dinas, full_name="Budi Santoso")

    by_name = search(client, "wulan")
    by_number = search(client, "19860926 201505 1 001")

    for shown in (by_name, by_number):
        assert "Sari Wulandari" in shown
        assert "Budi Santoso" not in shown
    assert "Budi Santoso" in search(client, "")


def test_the_list_is_narrowed_by_unit_with_those_below(client, hr, pemda, dinas):
    below = make_unit(dinas, name="UPTD Puskesmas")
    make_employee(below, full_name="Sari Wulandari")
    make_employee(make_unit(pemda), full_name="Budi Santoso")

    shown = client.get(
        reverse("participants:person-list"), {"unit": dinas.public_id}
    ).content.decode()

    assert "Sari Wulandari" in shown
    assert "Budi Santoso" not in shown


def test_the_export_has_the_number_as_text_and_is_noted(client, hr, dinas):
    make_employee(dinas, nip=NIP, full_name="=SUM(A1)", job_title="@cmd")

    response = client.get(reverse("participants:person-export", args=["xlsx"]))

    header, row = load_workbook(BytesIO(response.content)).active.iter_rows()
    assert header[0].value == "NIP"
    assert (row[0].value, row[0].data_type) == (NIP, "s")
    assert (row[1].value, row[1].data_type) == ("=SUM(A1)", "s")
    assert AuditEntry.objects.get(verb="participants.people.exported").by == hr


def test_a_csv_has_no_formula_and_no_nik(client, hr, dinas):
    person = make_employee(dinas, nip=NIP, full_name="Sari", job_title="=1+1")
    client.post(
        reverse("participants:person-change", args=[person.public_id]),
        {"full_name": "Sari", "number": NIP, "nik": NIK, "birth_date": "", "sex": ""},
    )
    assert person.identifiers.count() == 2

    told = client.get(reverse("participants:person-export", args=["csv"])).content.decode()

    assert told.startswith("\ufeffNIP,")
    assert "'=1+1" in told
    assert NIK not in told


def test_a_person_added_by_an_opd_waits_for_a_match(client, pemda, dinas):
    client.force_login(make_role(Role.UNIT_ADMIN, dinas))

    response = client.post(
        reverse("participants:person-create"),
        {
            "full_name": "Dr. Sari Wulandari, M.T.",
            "number": "19860926 201505 1 001",
            "phone": "0812-3456-7890",
            "unit": dinas.public_id,
            "status": "pns",
            "rank": "3d",
            "job_title": "Dokter",
            "valid_from": "2024-01-01",
        },
    )

    person = Person.objects.get()
    assert response.status_code == 302
    assert person.match_state == MatchState.UNMATCHED
    assert person.printed_name() == "Dr. Sari Wulandari, M.T."
    assert person.phone == "+6281234567890"
    assert person.identifiers.get().value == NIP
    assert person.current_employment.rank == "III/d"


def test_an_opd_cannot_add_people_to_another_unit(client, pemda, dinas):
    other = make_unit(pemda)
    client.force_login(make_role(Role.UNIT_ADMIN, dinas))

    response = client.post(
        reverse("participants:person-create"),
        {
            "full_name": "Sari",
            "unit": other.public_id,
            "status": "pns",
            "valid_from": "2024-01-01",
        },
    )

    assert response.status_code == 422
    assert Person.objects.count() == 0


def test_a_number_of_somebody_else_is_refused_and_nobody_is_made(client, hr, dinas):
    make_employee(dinas, nip=NIP)

    response = client.post(
        reverse("participants:person-create"),
        {
            "full_name": "Budi",
            "number": NIP,
            "unit": dinas.public_id,
            "status": "pns",
            "valid_from": "2024-01-01",
        },
    )

    assert response.status_code == 422
    assert "sudah tercatat pada orang lain" in response.content.decode()
    assert Person.objects.count() == 1


def test_a_damaged_number_is_told_beside_the_field(client, hr, dinas):
    person = make_employee(dinas, nip=NIP)

    response = client.post(
        reverse("participants:person-change", args=[person.public_id]),
        {"full_name": "Sari", "number": "198609262015051000"},
    )

    assert response.status_code == 422
    assert "rusak oleh Excel" in response.content.decode()


def test_a_nik_on_record_is_never_shown(client, hr, dinas):
    person = make_employee(dinas, nip=NIP, full_name="Sari")
    address = reverse("participants:person-change", args=[person.public_id])
    client.post(address, {"full_name": "Sari", "number": NIP, "nik": NIK})

    shown = client.get(address).content.decode()

    assert "Sudah tercatat" in shown
    assert NIK not in shown
    assert NIK[-4:] not in shown


def test_a_new_post_is_refused_before_the_present_one_began(client, hr, dinas):
    person = make_employee(dinas, nip=NIP)

    response = client.post(
        reverse("participants:person-employ", args=[person.public_id]),
        {"unit": dinas.public_id, "status": "pns", "valid_from": "2019-01-01"},
    )

    assert response.status_code == 422
    assert "bertumpang tindih" in response.content.decode()


@pytest.mark.parametrize(
    "name", ["person-change", "person-employ", "person-match", "person-keep", "person-create"]
)
def test_an_auditor_only_reads(client, pemda, dinas, name):
    person = make_employee(dinas)
    client.force_login(make_role(Role.AUDITOR, pemda))
    args = [] if name == "person-create" else [person.public_id]

    assert client.get(reverse("participants:person-list")).status_code == 200
    assert client.post(reverse(f"participants:{name}", args=args)).status_code == 403


def test_hr_of_another_pemda_finds_nobody_here(client, dinas):
    person = make_employee(dinas)
    client.force_login(make_role(Role.HR, make_pemda()))

    for name in ("person-change", "person-employ"):
        address = reverse(f"participants:{name}", args=[person.public_id])
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_of_units_takes_the_same_queries_however_many(
    client, hr, pemda, units, django_assert_num_queries
):
    for _number in range(units):
        make_unit(pemda)
        make_unit(pemda, kind=UnitKind.EXTERNAL)

    # session, user, grants, two counts, two lists
    with django_assert_num_queries(7):
        response = client.get(reverse("participants:unit-list"))

    assert response.status_code == 200


def test_units_stand_in_the_order_of_the_tree_and_outsiders_apart(client, hr, pemda, dinas):
    make_unit(pemda, name="Bank Daerah", kind=UnitKind.EXTERNAL)
    make_unit(pemda, name="Dinas Pendidikan")
    make_unit(dinas, name="Sekretariat Dinas Kesehatan")

    shown = client.get(reverse("participants:unit-list")).content.decode()

    order = [
        shown.index(f">{name}<")
        for name in (
            "Dinas Kesehatan",
            "Sekretariat Dinas Kesehatan",
            "Dinas Pendidikan",
            "Bank Daerah",
        )
    ]
    assert order == sorted(order)
    assert 'class="tree-2"' in shown


def test_a_unit_of_another_pemda_does_not_exist(client, hr):
    unit = make_unit(make_pemda())

    assert client.get(reverse("participants:unit-detail", args=[unit.public_id])).status_code == 404


@pytest.mark.parametrize("children", [1, 3])
def test_a_units_page_takes_the_same_queries_however_many_are_below(
    client, hr, dinas, children, django_assert_num_queries
):
    for _number in range(children):
        make_unit(dinas)

    # session, user, grants, unit, people, above, children, former names, predecessors
    with django_assert_num_queries(9):
        response = client.get(reverse("participants:unit-detail", args=[dinas.public_id]))

    assert response.status_code == 200


def test_an_opd_learns_no_count_of_another(client, pemda, dinas):
    other = make_unit(pemda)
    make_employee(other)
    client.force_login(make_role(Role.UNIT_ADMIN, dinas))

    shown = client.get(reverse("participants:unit-detail", args=[other.public_id])).content.decode()

    assert "1 orang" not in shown


def test_renaming_keeps_the_old_name(client, hr, dinas):
    client.post(
        reverse("participants:unit-rename", args=[dinas.public_id]),
        {"name": "Dinas Kesehatan dan KB", "short_name": "DKKB", "until": "2025-12-31"},
    )

    shown = client.get(reverse("participants:unit-detail", args=[dinas.public_id])).content.decode()
    assert "Dinas Kesehatan dan KB" in shown
    assert "sampai 31 Desember 2025" in shown


def test_closing_keeps_the_unit_and_names_who_goes_on(client, hr, pemda, dinas):
    heir = make_unit(pemda, name="Dinas Sosial dan Kesehatan")

    client.post(
        reverse("participants:unit-close", args=[dinas.public_id]),
        {"last_day": "2025-12-31", "successor": heir.public_id},
    )

    dinas.refresh_from_db()
    assert (str(dinas.valid_to), dinas.successor) == ("2025-12-31", heir)
    shown = client.get(reverse("participants:unit-detail", args=[heir.public_id])).content.decode()
    assert "Melanjutkan" in shown


def test_a_unit_is_built_under_ones_own_pemda_alone(client, hr, pemda):
    elsewhere = make_pemda()
    unit = {"kind": "department", "name": "Dinas Baru"}
    address = reverse("participants:unit-create")

    refused = client.post(address, {**unit, "parent": elsewhere.public_id})
    made = client.post(address, {**unit, "parent": pemda.public_id})

    assert (refused.status_code, made.status_code) == (422, 302)
    assert OrganisationUnit.objects.get(name="Dinas Baru").parent == pemda


def test_a_taken_name_is_told_beside_the_field(client, hr, pemda, dinas):
    response = client.post(
        reverse("participants:unit-create"),
        {"kind": "department", "name": dinas.name, "parent": pemda.public_id},
    )

    assert response.status_code == 422
    assert "Sudah ada unit" in response.content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_unmatched_take_the_same_queries_however_many(
    client, hr, dinas, people, django_assert_num_queries
):
    for number in range(people):
        make_person(dinas, full_name=f"Sari {number}", match_state=MatchState.UNMATCHED)
        make_person(dinas, full_name=f"Sari {number}")

    # session, user, grants, count, waiting, their identifiers, candidates, their identifiers
    with django_assert_num_queries(8):
        response = client.get(reverse("participants:match-list"))

    assert response.content.decode().count('name="dengan"') == people
