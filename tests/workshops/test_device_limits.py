"""A device that serves some stages alone, and an event that keeps its names from the door."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from participants.errors import Refused
from tests.factories import make_registration, make_stage, make_workshop
from tests.factories_day import make_organiser, make_scan
from tests.factories_outbox import as_written, chain
from workshops.actions.device import activate_device, make_device
from workshops.actions.outbox import stage_outbox, take_in
from workshops.models import Attendance, AttendanceSlot, CheckIn
from workshops.queries import roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari():
    return make_registration(printed_name="Sari Wulandari")


@pytest.fixture
def second(sari):
    """A second stage, whose slot is now; the first stage's is later."""
    now = timezone.now()
    stage = make_stage(sari.workshop, order=2)
    AttendanceSlot.objects.filter(stage=stage).delete()
    AttendanceSlot.objects.update(
        opens_at=now + timedelta(hours=5),
        late_after=now + timedelta(hours=6),
        closes_at=now + timedelta(hours=7),
    )
    AttendanceSlot.objects.create(
        stage=stage,
        day=now.astimezone().date(),
        kind="pagi",
        opens_at=now - timedelta(hours=1),
        late_after=now + timedelta(hours=1),
        closes_at=now + timedelta(hours=2),
    )
    return stage


def door_for(workshop, *stages):
    now = timezone.now()
    _device, code = make_device(
        workshop=workshop, name="Meja 1", stages=stages, by=make_organiser(workshop), at=now
    )
    return activate_device(code=code, name="", at=now)


def scan(client, token, item):
    answer = client.post(
        "/pindai/api/pindai",
        {"items": [item]},
        content_type="application/json",
        headers={"authorization": f"Bearer {token}"},
    )
    (result,) = answer.json()["results"]
    return result


@pytest.mark.parametrize("named", [False, True])
def test_a_scan_for_another_stage_is_answered_and_kept_to_be_looked_at(client, sari, second, named):
    first = sari.workshop.stages.get(order=1)
    _device, token = door_for(sari.workshop, first)
    slot = second.slots.get().public_id if named else None
    item = make_scan(sari, slot=slot)

    result, again = scan(client, token, item), scan(client, token, item)

    assert (result["verdict"], result["outcome"]) == ("other_stage", "needs_review")
    assert result["message"].startswith("Perangkat ini tidak melayani tahap ini.")
    assert again["verdict"] == "other_stage"
    event = CheckIn.objects.get()
    assert (event.registration, event.slot, event.outcome) == (sari, None, "needs_review")


def test_a_device_serves_the_stages_it_was_made_for(client, sari, second):
    _device, token = door_for(sari.workshop, second)

    assert scan(client, token, make_scan(sari))["verdict"] == "present"


def test_a_device_without_limits_serves_every_stage(client, sari, second):
    _device, token = door_for(sari.workshop)

    assert scan(client, token, make_scan(sari))["verdict"] == "present"


def test_a_limited_device_hears_of_its_own_slots_and_people_alone(client, sari, second):
    first = sari.workshop.stages.get(order=1)
    device, token = door_for(sari.workshop, first)
    headers = {"authorization": f"Bearer {token}"}

    live = client.get("/pindai/api/daftar-hadir", headers=headers).json()

    assert {slot["stage_id"] for slot in live["slots"]} == {first.public_id}
    assert live["device"]["stages"] == [first.title_id]
    assert [p for unit in roster.names(device, [first]) for p in unit.people] == [
        (sari.public_id, "Sari Wulandari")
    ]
    sari.delegations.update(last_stage=first)
    assert roster.names(device, [second]) == ()


def test_a_device_is_not_limited_to_a_stage_of_another_bimtek(sari):
    other = make_workshop().stages.first() or make_stage(make_workshop())

    with pytest.raises(Refused, match="bukan bagian"):
        make_device(
            workshop=sari.workshop,
            name="Meja 1",
            stages=[other],
            by=make_organiser(sari.workshop),
            at=timezone.now(),
        )


def test_the_organiser_limits_a_device_and_switches_the_names_off(client, sari, second):
    workshop = sari.workshop
    client.force_login(make_organiser(workshop))
    here = f"/bimtek/{workshop.public_id}/perangkat/"

    made = client.post(here, {"name": "Meja 2", "stages": [second.public_id]})
    switched = client.post(f"{here}daftar-nama/", {"shown": "0"}, follow=True)

    assert made.status_code == 200
    assert list(workshop.devices.get().stages.all()) == [second]
    page = switched.content.decode()
    assert "perangkat menghapusnya dalam satu menit" in page
    assert "Nyalakan daftar nama" in page
    assert second.title_id in page
    workshop.refresh_from_db()
    assert workshop.names_at_door is False


def test_a_file_of_scans_for_another_stage_is_looked_at_too(sari, second):
    first = sari.workshop.stages.get(order=1)
    device, _token = door_for(sari.workshop, first)
    now = timezone.now()
    items = chain([make_scan(sari, device_at=as_written(now), slot=second.slots.get().public_id)])
    given = {"by": make_organiser(sari.workshop), "at": now}

    upload = stage_outbox(
        device=device, text=json.dumps(items), items=items, exported_at=now, **given
    )
    take_in(upload=upload, **given)

    kept = CheckIn.objects.get()
    assert (kept.outcome, kept.slot) == ("needs_review", None)
    assert not Attendance.objects.exists()
