"""Schedule, letters, roles and rules are changed on their pages."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from participants.models import AuditEntry
from tests.factories import (
    make_competency,
    make_registration,
    make_user,
)
from workshops.models import (
    Session,
)

pytestmark = pytest.mark.django_db


def test_sessions_and_slots_are_added_changed_and_removed(page, workshop):
    stage = workshop.stages.get(order=1)
    given = {
        "topic_id": "Tambahan",
        "day": "2026-12-01",
        "starts": "16:30",
        "ends": "17:15",
        "jp": "1",
    }
    page("session-add", workshop, stage, data=given)
    session = Session.objects.get(topic_id="Tambahan")
    page("session-edit", workshop, session, data={**given, "jp": "2", "ends": "18:00"})
    session.refresh_from_db()
    jp = session.jp
    page("session-remove", workshop, session, data={})
    page("slot-add", workshop, stage, data={"day": "2026-12-01", "kind": "pulang"})
    slot = stage.slots.get(kind="pulang")
    page("slot-edit", workshop, slot, data={"opens": "15:00", "late": "16:00", "closes": "17:00"})
    slot.refresh_from_db()
    page("slot-remove", workshop, slot, data={})

    assert jp == 2
    assert not Session.objects.filter(topic_id="Tambahan").exists()
    assert workshop.unit.localtime(slot.closes_at).hour == 17
    assert not stage.slots.filter(kind="pulang").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"topic_id": "x" * 300},
        {"ends": "08:00"},
        {"day": "2030-01-01"},
        {"jp": "-1"},
        {"starts": "?"},
    ],
)
def test_a_session_that_cannot_be_is_told_beside_the_field(page, workshop, wrong):
    stage = workshop.stages.get(order=1)
    given = {"topic_id": "T", "day": "2026-12-01", "starts": "09:00", "ends": "10:00", "jp": "1"}

    answer = page("session-add", workshop, stage, data={**given, **wrong})

    assert answer.context["form"].errors


def test_a_letter_is_written_down_with_its_file_and_read_on_record(page, workshop, files):
    registration = make_registration(workshop)
    picture = SimpleUploadedFile("surat.png", tiny_png(), content_type="image/png")

    page(
        "letter-unit",
        workshop,
        registration.unit,
        data={
            "registrations": [registration.public_id],
            "state": "received",
            "number": "800/1",
            "dated_on": "2021-11-01",
            "upload": picture,
        },
    )

    letter = workshop.letters.get()
    assert list(letter.registrations.all()) == [registration]
    answer = page("letter-file", workshop, letter)
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert answer.status_code == 200
    assert AuditEntry.objects.filter(verb="workshops.letter.read").count() == 1


def tiny_png():
    made = BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"dated_on": "2099-01-01"},
        {"state": "to_follow", "promised_on": ""},
        {"registrations": []},
        {"number": "x" * 300},
    ],
)
def test_a_letter_that_cannot_be_is_told_beside_the_field(page, workshop, wrong):
    registration = make_registration(workshop)
    given = {
        "registrations": [registration.public_id],
        "state": "received",
        "number": "800/1",
        "dated_on": "2021-11-01",
    }

    answer = page("letter-unit", workshop, registration.unit, data={**given, **wrong})

    assert answer.context["form"].errors
    assert not workshop.letters.exists()


def test_roles_are_given_by_username_and_taken(page, workshop, organiser):
    make_user(username="petugas")

    nobody = page("role-list", workshop, data={"username": "tidakada", "role": "officer"})
    page("role-list", workshop, data={"username": "Petugas", "role": "officer"})
    page("role-link", workshop, data={"name": "Dr. Contoh"})
    shown = page("role-list", workshop)
    page("role-take", workshop, data={"username": "petugas", "role": "officer", "unit": ""})

    assert nobody.context["form"].errors
    assert len(shown.context["rows"]) == 3
    assert "/t/" in shown.context["rows"][1]["text"] + shown.context["rows"][2]["text"]
    assert workshop.roles.count() == 2


def test_rules_are_typed_in_percent_and_kept_as_versions(page, workshop):
    competency = make_competency()

    asked = {"percent": "87,5", "floor_jp": "0", "jp_basis": "attended"}
    seen = page("rule-detail", workshop, data=asked).context["looked_at"]
    page("rule-detail", workshop, data=asked | {"simpan": "1", "dilihat": seen})
    page("award-set", workshop, data={"competency": competency.public_id, "level": "3"})
    shown = page("rule-detail", workshop)
    page("award-retire", workshop, competency, data={})

    rule = workshop.passing_rules.get(version=2)
    assert str(rule.minimum_share) == "0.8750"
    assert [award.level for award in shown.context["awards"]] == [3]
    assert not workshop.award_rules.filter(retired_at=None).exists()


def test_a_share_of_a_hundred_and_one_percent_is_told(page, workshop):
    answer = page(
        "rule-detail", workshop, data={"percent": "101", "floor_jp": "0", "jp_basis": "attended"}
    )

    assert answer.context["form"].errors
