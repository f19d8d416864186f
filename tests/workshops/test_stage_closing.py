"""One stage closed by itself: its certificates may go out while the Bimtek goes on."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from participants.errors import Refused
from tests.factories import NOW, make_registration, make_workshop
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan
from workshops.actions.checkin import receive
from workshops.actions.closing import begin_stage, close_workshop, end_stage
from workshops.actions.exemption import exempt
from workshops.actions.rule import set_passing_rule
from workshops.actions.stage_closing import close_stage, reopen_stage
from workshops.models import AttendanceSlot, Closing, Entitlement, Stage

pytestmark = pytest.mark.django_db

AFTER = NOW + timedelta(days=1)
NOON = EIGHT + timedelta(hours=5)


@pytest.fixture
def workshop():
    """Two stages on one day; a check-in is to the slot the door picks, of the first stage."""
    return make_workshop(state="running", stages=2)


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    set_passing_rule(
        workshop=workshop,
        minimum_share=Decimal("0.8"),
        deliverables_required=True,
        stage_certificates=True,
        by=clerk,
        at=NOW,
    )
    return clerk


@pytest.fixture
def first(workshop, clerk):
    stage = workshop.stages.get(order=1)
    begin_stage(stage=stage, by=clerk, at=NOW)
    end_stage(stage=stage, by=clerk, at=NOW)
    return Stage.objects.select_related("workshop__unit").get(pk=stage.pk)


def attends(registration, stage, *kinds):
    _device, token = make_door(registration.workshop)
    for kind in kinds:
        slot = stage.slots.get(kind=kind)
        moment = EIGHT if kind == "pagi" else NOON
        scan = make_scan(registration, slot=slot.public_id)
        receive(token=token, items=[scan], at=moment)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def test_a_stage_freezes_its_hours_alone_and_the_bimtek_goes_on(workshop, clerk, first):
    full, half = make_registration(workshop), make_registration(workshop)
    attends(full, first, "pagi", "siang")
    attends(half, first, "pagi")

    closing = close_stage(stage=first, by=clerk, at=AFTER)

    kinds = {row.registration: (row.kind, row.jp, row.awards) for row in closing.entitlements.all()}
    assert kinds == {full: ("attended", 8, []), half: ("none", 4, [])}
    assert closing.entitlements.get(registration=full).facts["jp_expected"] == 8
    workshop.refresh_from_db()
    assert workshop.state == "running"
    states = AttendanceSlot.objects.filter(stage=first).values_list("state", flat=True)
    assert set(states) == {"closed"}
    other = workshop.stages.get(order=2).slots.values_list("state", flat=True)
    assert set(other) == {"open"}


def test_the_whole_is_closed_beside_it_and_both_stand(workshop, clerk, first):
    registration = make_registration(workshop)
    attends(registration, first, "pagi", "siang")

    close_stage(stage=first, by=clerk, at=AFTER)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)

    standing = Entitlement.objects.standing()
    assert standing.filter(registration=registration).count() == 2
    assert standing.of_whole().get().jp == 8
    assert Closing.objects.standing().of_whole().get().ordinal == 2


def test_what_was_frozen_is_not_planned_anew_until_it_is_reopened(workshop, clerk, first):
    close_stage(stage=first, by=clerk, at=AFTER)

    with pytest.raises(Refused) as frozen:
        begin_stage(stage=first, by=clerk, at=AFTER)
    with pytest.raises(Refused) as silent:
        reopen_stage(stage=first, reason=" ", by=clerk, at=AFTER)
    reopen_stage(stage=first, reason="Daftar hadir tertinggal", by=clerk, at=AFTER)
    begin_stage(stage=first, by=clerk, at=AFTER)

    assert (codes(frozen), codes(silent)) == (["stage-frozen"], ["reason-required"])
    assert not Entitlement.objects.standing().exists()


def test_a_stage_that_cannot_be_closed_says_why(workshop, clerk, first):
    second = workshop.stages.get(order=2)
    found = []
    with pytest.raises(Refused) as refusal:
        close_stage(stage=second, by=clerk, at=AFTER)
    found += codes(refusal)
    close_stage(stage=first, by=clerk, at=AFTER)
    with pytest.raises(Refused) as refusal:
        close_stage(stage=first, by=clerk, at=AFTER)
    found += codes(refusal)
    with pytest.raises(Refused) as refusal:
        reopen_stage(stage=second, reason="x", by=clerk, at=AFTER)
    found += codes(refusal)
    set_passing_rule(workshop=workshop, minimum_share=Decimal("0.8"), by=clerk, at=AFTER)
    with pytest.raises(Refused) as refusal:
        close_stage(stage=second, by=clerk, at=AFTER)
    found += codes(refusal)

    assert found == [
        "stage-not-held",
        "stage-closed-already",
        "stage-not-closed",
        "stage-certificates-off",
    ]


def test_one_closing_of_a_stage_stands(workshop, clerk, first):
    closing = close_stage(stage=first, by=clerk, at=AFTER)

    names = r"workshops_closing_one_standing_of_a_stage|stage_id"
    with pytest.raises(IntegrityError, match=names), transaction.atomic():
        Closing.objects.create(
            workshop=workshop, stage=first, ordinal=9, rule=closing.rule, at=AFTER, by=clerk
        )


def test_an_exemption_for_a_stage_is_a_supplement_of_that_stage_alone(workshop, clerk, first):
    registration = make_registration(workshop)
    attends(registration, first, "pagi")
    close_stage(stage=first, by=clerk, at=AFTER)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)

    exempt(
        registration=registration,
        effect="granted",
        reason="Sakit, siangnya pulang",
        stage=first,
        by=clerk,
        at=AFTER,
    )

    standing = Entitlement.objects.standing().filter(registration=registration)
    assert standing.get(closing__stage=first).kind == "attended"
    assert standing.of_whole().get().kind == "none"


def test_the_page_closes_and_reopens_a_stage(client, workshop, clerk, first):
    make_registration(workshop)
    page = f"/bimtek/{workshop.public_id}/penutupan/"
    address = f"{page}tahap/{first.public_id}/"

    assert "Bekukan hak tahap ini" in client.get(page).content.decode()
    closed = client.post(address, follow=True).content.decode()
    rows = client.get(f"/bimtek/{workshop.public_id}/hak/?tahap={first.public_id}")
    silent = client.post(address + "buka/", {"reason": ""}, follow=True).content.decode()
    opened = client.post(address + "buka/", {"reason": "Keliru"}, follow=True).content.decode()

    assert "Hak pada tahap ini dibekukan." in closed
    assert "Dibekukan oleh" in re.sub(r"<[^>]+>", " ", rows.content.decode())
    assert "Tuliskan alasannya" in silent
    assert "Hak pada tahap ini dibuka kembali." in opened
