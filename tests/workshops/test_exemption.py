"""An exemption is a named person's, with a reason, to be read for ever; never counted as earned."""

import io
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from participants.errors import Refused
from participants.models import AuditEntry, Role
from tests.factories import (
    NOW,
    make_competency,
    make_registration,
    make_role,
    make_user,
    make_workshop,
)
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan
from workshops.actions.checkin import receive
from workshops.actions.closing import close_workshop
from workshops.actions.exemption import exempt, withdraw_exemption
from workshops.models import AwardRule, Entitlement, Exemption, PassingRule
from workshops.queries.entitlement import lines_of
from workshops.queries.progress import progress_for

pytestmark = pytest.mark.django_db

AFTER = NOW + timedelta(days=1)
NOON = EIGHT + timedelta(hours=5)


@pytest.fixture
def workshop():
    return make_workshop(state="running")


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


def attends(registration, *moments):
    _device, token = make_door(registration.workshop)
    for moment in moments:
        receive(token=token, items=[make_scan(registration)], at=moment)


@pytest.fixture
def half(workshop):
    registration = make_registration(workshop, printed_name="Budi Separuh")
    attends(registration, EIGHT)
    return registration


@pytest.fixture
def full(workshop):
    registration = make_registration(workshop, printed_name="Ani Penuh")
    attends(registration, EIGHT, NOON)
    return registration


def grant(registration, by, **more):
    more = {"effect": "granted", "reason": "Ditugaskan Bupati"} | more
    return exempt(registration=registration, by=by, at=AFTER, **more)


def standing(registration):
    return Entitlement.objects.standing().get(registration=registration)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_granted_before_the_closing_it_is_frozen_with_who_and_why_and_what_was_missing(
    workshop, clerk, half
):
    AwardRule.objects.create(workshop=workshop, competency=make_competency(), level=1)
    PassingRule.objects.update(jp_basis="programme")
    made = grant(half, clerk, basis="Nota dinas 5/2026")

    close_workshop(workshop=workshop, by=clerk, at=AFTER)

    row = standing(half)
    assert (row.kind, row.jp, row.awards) == ("attended", 4, [])  # not the programme's 8
    assert row.facts["exemption"] == {
        "public_id": made.public_id,
        "effect": "granted",
        "reason": "Ditugaskan Bupati",
        "basis": "Nota dinas 5/2026",
        "by": clerk.full_name,
        "on": "2026-11-23",
        "by_rule": "none",
    }
    assert [reason["code"] for reason in row.reasons] == ["exemption-granted", "jp-missing"]


def test_granted_after_the_closing_it_is_a_supplement(workshop, clerk, half):
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    before = standing(half)

    grant(half, clerk)

    now = standing(half)
    assert (before.kind, now.kind, now.supplements) == ("none", "attended", before)
    assert (now.because, now.made_by) == ("Ditugaskan Bupati", clerk)


def test_withdrawn_the_rule_decides_again_and_it_stays_to_be_read(workshop, clerk, half):
    made = grant(half, clerk)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)

    withdraw_exemption(exemption=made, because="Surat tugas palsu", by=clerk, at=AFTER)

    assert standing(half).kind == "none"
    kept = Exemption.objects.get()
    assert (kept.withdrawn_because, kept.withdrawn_by) == ("Surat tugas palsu", clerk)
    assert list(
        AuditEntry.objects.filter(verb__startswith="workshops.exemption")
        .order_by("pk")
        .values_list("verb", flat=True)
    ) == ["workshops.exemption.granted", "workshops.exemption.withdrawn"]


def test_whoever_earned_it_may_be_excluded_with_a_reason(workshop, clerk, full):
    grant(full, clerk, effect="excluded", reason="Presensi dititipkan")

    found = progress_for(full, at=AFTER)

    assert (found.kind, found.by_rule) == ("none", "attended")
    assert "Presensi dititipkan" in str(found.reasons[0])


def test_what_cannot_be_exempted_is_refused(workshop, clerk, half, full):
    own = make_user(person=half.person)
    gone = make_registration(workshop)
    type(gone).objects.filter(pk=gone.pk).update(state="withdrawn")

    found = []
    for act in (
        lambda: grant(half, clerk, reason="  "),
        lambda: grant(half, own),
        lambda: grant(full, clerk),
        lambda: grant(gone, clerk),
        lambda: (grant(half, clerk), grant(half, clerk)),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        found += codes(refusal)
    made = Exemption.objects.get()
    withdraw_exemption(exemption=made, because="Keliru", by=clerk, at=AFTER)
    for because in ("Keliru", " "):
        with pytest.raises(Refused) as refusal:
            withdraw_exemption(exemption=made, because=because, by=clerk, at=AFTER)
        found += codes(refusal)

    assert found == [
        "reason-required",
        "exemption-for-oneself",
        "exemption-earned-already",
        "exemption-not-judged",
        "exemption-standing",
        "already-done",
        "reason-required",
    ]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("workshops_exemption_says_why", {"reason": ""}),
        (
            "workshops_exemption_withdrawn_says_when_by_whom_and_why",
            {"withdrawn_because": "Tanpa siapa"},
        ),
    ],
)
def test_the_table_holds_its_sentences(half, clerk, name, fields):
    given = {"effect": "granted", "reason": "x", "made_at": NOW, "made_by": clerk} | fields

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        half.exemptions.create(**given)


@pytest.mark.parametrize("of_a_stage", [False, True])
def test_one_stands_for_the_whole_and_one_for_a_stage(workshop, half, clerk, of_a_stage):
    stage = workshop.stages.get() if of_a_stage else None
    given = {"effect": "granted", "reason": "x", "made_at": NOW, "made_by": clerk, "stage": stage}
    half.exemptions.create(**given)

    names = r"workshops_exemption_one_standing_for|registration_id"
    with pytest.raises(IntegrityError, match=names), transaction.atomic():
        half.exemptions.create(**given)


# --- the table and the page of one ---------------------------------------------------------------


def here(workshop, rest=""):
    return f"/bimtek/{workshop.public_id}/hak/{rest}"


def test_the_table_lives_before_and_after_the_closing(client, workshop, clerk, half, full):
    grant(half, clerk)

    before = client.get(here(workshop))
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    after = client.get(here(workshop))

    assert "inilah keadaannya bila ditutup sekarang" in text_of(before)
    assert "Dibekukan oleh" in text_of(after)
    for page in (before, after):
        assert (page.context["entitled"], page.context["exempted"]) == (2, 1)
        assert "Ditugaskan Bupati" in text_of(page)
        assert "Sudah 4 JP. Perlu 7." in text_of(page)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("", {"Budi Separuh", "Ani Penuh", "Citra Kurang"}),
        ("?keadaan=berhak", {"Budi Separuh", "Ani Penuh"}),
        ("?keadaan=none", {"Citra Kurang"}),
        ("?keadaan=pengecualian", {"Budi Separuh"}),
        ("?kurang=jp", {"Budi Separuh", "Citra Kurang"}),
        ("?kurang=nilai", set()),
        ("?keadaan=entahlah", {"Budi Separuh", "Ani Penuh", "Citra Kurang"}),
    ],
)
def test_the_table_is_narrowed_and_exported_alike(
    client, workshop, clerk, half, full, asked, names
):
    make_registration(workshop, printed_name="Citra Kurang")
    grant(half, clerk)

    page = client.get(here(workshop, asked))
    sheet = client.get(here(workshop, f"ekspor/xlsx/{asked}"))

    assert {row.record.name for row in page.context["table"].rows} == names
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert {row[0] for row in rows[1:]} == names


def test_a_name_is_searched_without_standing_in_the_address(client, workshop, clerk, half, full):
    page = client.post(here(workshop), {"nama": "ani  PENUH"})

    assert [row.record.name for row in page.context["table"].rows] == ["Ani Penuh"]


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("closed", [False, True])
def test_the_table_takes_the_same_queries_however_many(
    client, workshop, clerk, people, closed, django_assert_num_queries
):
    for _person in range(people):
        make_registration(workshop)
    if closed:
        close_workshop(workshop=workshop, by=clerk, at=AFTER)

    # session, user, grants, Bimtek; closing twice, rule, manages; progress (11) or one
    with django_assert_num_queries(9 if closed else 19):
        client.get(here(workshop))


def test_the_page_of_one_shows_the_evidence_and_who_noted_it(client, workshop, clerk, half):
    page = client.get(here(workshop, f"{half.public_id}/"))

    text = text_of(page)
    assert "Sudah 4 JP. Perlu 7." in text
    assert "Dicatat oleh" in text
    slot = workshop.stages.get().slots.get(kind="pagi")
    assert f"/kehadiran/{slot.public_id}/{half.public_id}/" in page.content.decode()


def test_an_exemption_is_made_and_withdrawn_on_the_page(client, workshop, clerk, half):
    page = here(workshop, f"{half.public_id}/")

    empty = client.post(page + "pengecualian/", {"effect": "granted", "reason": " "})
    given = {"effect": "granted", "reason": "Tugas Sekda", "basis": "ND 7"}
    made = client.post(page + "pengecualian/", given, follow=True)
    exemption = Exemption.objects.get()
    address = f"{page}pengecualian/{exemption.public_id}/tarik/"
    silent = client.post(address, {"reason": ""}, follow=True)
    taken = client.post(address, {"reason": "Keliru orang"}, follow=True)

    assert empty.status_code == 400
    assert "Pengecualian dicatat atas nama Anda" in text_of(made)
    assert "Diberi hak dengan pengecualian oleh" in text_of(made)
    assert silent.context["standing"] == [exemption]
    assert "Keliru orang" in text_of(taken)
    assert progress_for(half, at=AFTER).kind == "none"


def test_who_may_only_read_decides_nothing(client, workshop, half, full):
    client.force_login(make_role(Role.UNIT_ADMIN, half.unit))
    page = here(workshop, f"{half.public_id}/")

    assert {row.record.name for row in client.get(here(workshop)).context["table"].rows} == {
        "Budi Separuh"
    }
    assert "Tetapkan pengecualian" not in text_of(client.get(page))
    assert client.get(here(workshop, f"{full.public_id}/")).status_code == 404
    given = {"effect": "granted", "reason": "Saya sendiri"}
    assert client.post(page + "pengecualian/", given).status_code == 404
    assert {line.kind for line in lines_of(workshop, at=AFTER)} == {"attended", "none"}
