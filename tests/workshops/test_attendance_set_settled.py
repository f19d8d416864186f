"""The same attendance over the real endpoint, in any batches, and when part of it came too late and was
settled by hand."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.errors import Refused
from tests.factories import make_registration
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan, make_undo
from workshops.actions.attendance import accept_scan, close_slot, reject_scan, sign_off_slot
from workshops.actions.closing import close_workshop
from workshops.models import Attendance, AttendanceSlot, CheckIn, Entitlement
from workshops.tokens import ALPHABET

NONCES = [letter * 26 for letter in ALPHABET[10:14]]
UNDOS = [letter * 26 for letter in ALPHABET[20:24]]
EVENING = EIGHT + timedelta(hours=8)

# Of each scan: by which device, how long after 08.30 (late from 09.00), and whether it was undone.
scans = st.tuples(
    *[
        st.tuples(st.integers(0, 1), st.sampled_from([0, 5, 100, 160]), st.booleans())
        for _nonce in NONCES
    ]
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(client, monkeypatch):
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: EVENING)
    registration = make_registration()
    doors = [make_door(registration.workshop) for _door in range(2)]
    slot = AttendanceSlot.objects.get(stage__workshop=registration.workshop, kind="pagi")
    return Hall(client, registration, [token for _device, token in doors], slot)


class Hall:
    """Two phones, one person, one morning; what is told in an example is forgotten after it."""

    def __init__(self, client, registration, tokens, slot):
        self.client, self.registration, self.tokens, self.slot = client, registration, tokens, slot
        self.by = make_organiser(registration.workshop)

    def script(self, scans):
        """(device, item) of everything that was done at the door, in the order it was done."""
        line = []
        for nonce, undo, (device, minutes, undone) in zip(NONCES, UNDOS, scans, strict=True):
            made_at = (EIGHT + timedelta(minutes=minutes)).isoformat()
            line.append((device, make_scan(self.registration, nonce=nonce, device_at=made_at)))
            if undone:
                line.append((device, make_undo(nonce, nonce=undo, device_at=made_at)))
        return line

    def send(self, line, size):
        """To the endpoint, in batches of at most ``size`` of one device each."""
        line = list(line)
        while line:
            device, batch = line[0][0], []
            while line and line[0][0] == device and len(batch) < size:
                batch.append(line.pop(0)[1])
            answer = self.client.post(
                "/pindai/api/pindai",
                json.dumps({"items": batch}),
                content_type="application/json",
                headers={"authorization": f"Bearer {self.tokens[device]}"},
            )
            assert answer.status_code == 200
            assert [one["nonce"] for one in answer.json()["results"]] == [
                item["nonce"] for item in batch
            ]

    def settle(self):
        """Everything that waits is accepted, but for what its own device took back."""
        refused = set()
        for event in CheckIn.objects.needing_review():
            try:
                accept_scan(event=event, by=self.by, at=EVENING)
            except Refused as refusal:
                refused.update(reason.code for reason in refusal.reasons)
                reject_scan(event=event, reason="Dibatalkan", by=self.by, at=EVENING)
        assert refused <= {"review-taken-back"}

    def attendance(self):
        kept = Attendance.objects.filter(registration=self.registration, slot=self.slot).first()
        return (str(kept.status), kept.arrived_at) if kept else ("absent", None)

    def told(self, act):
        """What ``act`` leads to, with nothing of it kept."""
        mark = transaction.savepoint()
        try:
            act()
            return self.attendance()
        finally:
            transaction.savepoint_rollback(mark)


def test_over_the_endpoint_neither_order_nor_batches_nor_repetition_matter(hall):
    @given(scans, st.randoms(use_true_random=False), st.sampled_from([1, 2, 100]))
    @settings(max_examples=25)
    def holds(scans, random, size):
        script = hall.script(scans)
        shuffled = script + random.choices(script, k=4)
        random.shuffle(shuffled)

        assert hall.told(lambda: hall.send(script, 100)) == hall.told(
            lambda: hall.send(shuffled, size)
        )

    holds()


@pytest.mark.parametrize("shut", ["signed_off", "closed"])
def test_what_came_too_late_and_was_accepted_counts_as_if_it_had_come_in_time(hall, shut):
    def shut_it():
        if shut == "closed":
            close_workshop(workshop=hall.registration.workshop, by=hall.by, at=EVENING)
        else:
            close_slot(slot=hall.slot, by=hall.by, at=EVENING)
            sign_off_slot(slot=hall.slot, by=hall.by, at=EVENING)

    def too_late(script, cut):
        hall.send(script[:cut], 100)
        shut_it()
        before = list(Entitlement.objects.values_list("pk", "facts"))
        hall.send(script, 2)  # the response was lost: the first part comes again
        hall.settle()
        assert not CheckIn.objects.needing_review().exists()
        if shut == "closed":
            frozen = Entitlement.objects.filter(pk__in=[pk for pk, _facts in before])
            assert list(frozen.values_list("pk", "facts")) == before
            standing = Entitlement.objects.standing().get(registration=hall.registration)
            told = {line["slot"]: line["status"] for line in standing.facts["slots"]}
            assert told[hall.slot.public_id] == hall.attendance()[0]

    @given(scans, st.integers(0, 8), st.randoms(use_true_random=False))
    @settings(max_examples=20)
    def holds(scans, cut, random):
        script = hall.script(scans)
        random.shuffle(script)

        in_time = hall.told(lambda: hall.send(script, 100))

        assert hall.told(lambda: too_late(script, cut)) == in_time

    holds()
