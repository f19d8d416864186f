"""Letting a staged sheet in: whole or not at all, once, and never over what changed meanwhile."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.actions.importing import cancel, commit
from participants.errors import Reason, Refused
from participants.models import AuditEntry, Employment, Identifier, ImportRow, Person
from tests.factories import NOW, make_pemda, make_system, make_unit
from tests.factories_people import NIP, OTHER_NIP, csv_sheet, make_employee, outcomes, stage

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def dinas(pemda):
    return make_unit(pemda, name="Dinas Kesehatan", short_name="Dinkes", code="1.02")


def let_in(content, pemda, *, set_aside=0, at=NOW):
    session = stage(content, pemda, at=at)
    return commit(session=session, set_aside=set_aside, by=make_system(), at=at)


def test_commit_is_refused_while_a_row_is_wrong(pemda, dinas):
    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes"), ("x", "", "Budi", "Dinkes")), pemda)

    with pytest.raises(Refused) as refusal:
        commit(session=session, set_aside=0, by=make_system(), at=NOW)

    assert refusal.value.reasons == (Reason("import-rows-wrong", count=1),)
    assert Person.objects.count() == 0


def test_wrong_rows_set_aside_let_the_others_in(pemda, dinas):
    sheet = csv_sheet((NIP, "", "Sari", "Dinkes"), ("x", "", "Budi", "Dinkes"))

    let_in(sheet, pemda, set_aside=1)

    assert list(Person.objects.values_list("full_name", flat=True)) == ["Sari"]


def test_committing_twice_is_refused_and_makes_nobody_twice(pemda, dinas):
    session = let_in(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    with pytest.raises(Refused) as refusal:
        commit(session=session, set_aside=0, by=make_system(), at=NOW)

    assert refusal.value.reasons == (Reason("import-already-committed"),)
    assert Person.objects.count() == 1


def test_a_cancelled_upload_loses_its_rows_and_cannot_go_in(pemda, dinas):
    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    cancel(session=session, by=make_system(), at=NOW)

    assert ImportRow.objects.count() == 0
    with pytest.raises(Refused) as refusal:
        commit(session=session, set_aside=0, by=make_system(), at=NOW)
    assert refusal.value.reasons == (Reason("import-already-cancelled"),)


def test_two_uploads_of_one_new_person_do_not_make_two(pemda, dinas):
    first, second = (stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda) for _ in range(2))
    commit(session=first, set_aside=0, by=make_system(), at=NOW)

    with pytest.raises(Refused) as refusal:
        commit(session=second, set_aside=0, by=make_system(), at=NOW)

    assert refusal.value.reasons == (Reason("import-outdated"),)
    assert Person.objects.count() == 1


def test_a_record_that_changed_after_the_preview_is_not_overwritten(pemda, dinas):
    person = make_employee(dinas, nip=NIP, full_name="Sari")
    session = stage(csv_sheet((NIP, "", "Sari Dewi", "Dinkes")), pemda)
    Person.objects.filter(pk=person.pk).update(full_name="Sari Lestari")

    with pytest.raises(Refused) as refusal:
        commit(session=session, set_aside=0, by=make_system(), at=NOW)

    person.refresh_from_db()
    assert refusal.value.reasons == (Reason("import-outdated"),)
    assert person.full_name == "Sari Lestari"


def test_an_import_that_fails_halfway_leaves_nothing(pemda, dinas, monkeypatch):
    let_in(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)
    session = stage(
        csv_sheet((OTHER_NIP, "", "Budi", "Dinkes"), (NIP, "", "Sari Dewi", "Dinkes")), pemda
    )
    Person.objects.update(phone="+6281234567890")  # the second line is outdated, the first is not

    with pytest.raises(Refused):
        commit(session=session, set_aside=0, by=make_system(), at=NOW)

    assert Person.objects.count() == 1


def test_the_trail_counts_and_names_nobody(pemda, dinas):
    let_in(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)

    entry = AuditEntry.objects.get(verb="participants.import.committed")
    assert entry.facts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert entry.unit == pemda


def test_the_database_refuses_a_line_twice(pemda, dinas):
    session = stage(csv_sheet((NIP, "", "Sari", "Dinkes")), pemda)
    row = session.rows.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRow.objects.create(
            session=session, sheet=row.sheet, line=row.line, outcome=row.outcome
        )


names = st.lists(
    st.text(alphabet="abcdefghiklmnoprstuwy", min_size=2, max_size=9), min_size=1, max_size=3
).map(lambda words: " ".join(words).title())
people = st.lists(
    st.tuples(
        st.integers(min_value=1, max_value=999),
        names,
        st.sampled_from(["Dinkes", "Dinas Pendidikan", "1.02"]),
        st.sampled_from(["PNS", "CPNS", ""]),
        st.sampled_from(["III/a", "3d", "Penata Tk. I", ""]),
        st.sampled_from(["Dokter", "Guru", ""]),
        st.sampled_from(["2024-05-01", "7 Desember 2021", ""]),
        st.sampled_from(["0812 3456 7890", "-", ""]),
    ),
    max_size=12,
    unique_by=lambda row: row[0],
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=people)
def test_importing_twice_is_importing_once(pemda, dinas, rows):
    with transaction.atomic():
        make_unit(pemda, name="Dinas Pendidikan")
        sheet = csv_sheet(*((f"198609262015051{serial:03}", "", *rest) for serial, *rest in rows))
        if not rows:
            transaction.set_rollback(True)
            return
        let_in(sheet, pemda)
        before = _everything()

        again = stage(sheet, pemda, at=TOMORROW)

        assert outcomes(again) == {"same": len(rows)}
        with pytest.raises(Refused) as refusal:
            commit(session=again, set_aside=0, by=make_system(), at=TOMORROW)
        assert refusal.value.reasons == (Reason("import-nothing-to-do"),)
        assert _everything() == before
        transaction.set_rollback(True)


def _everything():
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Person, Identifier, Employment)
    ]
