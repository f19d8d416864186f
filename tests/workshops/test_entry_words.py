"""What is said of whom entry holds: at the door nothing about the person, in the office each thing once."""

import json

import pytest

from participants.errors import Reason
from tests.factories import NOW, make_invitation
from tests.factories_day import make_door
from tests.factories_links import make_deliverable
from tests.workshops.test_entry import asked, given, person, scanned, second, workshop
from workshops.actions.deliverable import define_deliverable
from workshops.actions.entry import let_in, set_entry
from workshops.actions.group import add_members, make_group
from workshops.models import EntryHold
from workshops.queries.entry import entry_of
from workshops.queries.roster import _lines
from workshops.rules.entry import missing_of, told_missing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]
__all__ = ["asked", "second", "workshop"]


def work(title, owner="Dinas Kesehatan"):
    return Reason("entry-work-missing", work=title, work_en="", owner=owner)


def test_what_is_missing_is_counted_named_where_it_is_short_and_says_nothing_of_the_person():
    hours = Reason("jp-missing", missing=3)

    one = told_missing(
        missing_of([work("Rencana aksi"), work("Rencana aksi", "Kelompok 1"), hours])
    )
    many = told_missing(missing_of(work(f"Hasil kerja yang panjang namanya {n}") for n in range(4)))

    assert one == {"works": ["Rencana aksi"], "hours": True}
    assert str(Reason("scan-entry-missing", **one)) == (
        "Belum lengkap: 1 hasil kerja belum diterima (Rencana aksi); JP tahap sebelumnya belum cukup. "
        "Tercatat; panitia dapat mengizinkan dengan alasan."
    )
    assert str(Reason("scan-entry-missing", **many)).startswith(
        "Belum lengkap: 4 hasil kerja belum diterima. "
    )


def test_the_hold_the_answer_and_the_sealed_roster_carry_it(workshop, second, asked):
    who, door = person(workshop, make_invitation(workshop)), make_door(workshop)
    set_entry(stage=second, blocks=True, **given())

    answer = scanned(workshop, who, door)
    [line] = _lines(workshop)
    define_deliverable(
        deliverable=asked,
        stage=asked.stage,
        title_id="Peta jalan",
        required_after=asked.required_after,
        **given(),
    )

    told = {"works": ["Rencana aksi"], "hours": False}
    assert told_missing(answer.missing) == told
    assert json.loads(line.written())["missing"] == {second.public_id: told}
    assert told_missing(EntryHold.objects.get().missing)["works"] == ["Peta jalan"]


def test_what_one_opd_lacks_is_told_once_for_its_people(workshop, second, asked):
    of_groups = make_deliverable(
        asked.stage, owed_by="group", required_after=second.starts_on, title_id="Catatan diskusi"
    )
    group = make_group(workshop=workshop, name="Kelompok 1", **given())
    opd = make_invitation(workshop, seats=2)
    member, other = person(workshop, opd), person(workshop, opd)
    add_members(group=group, registrations=[member], **given())

    (party,) = entry_of(second, at=NOW).parties()

    assert (party.invitation, party.works, party.shared) == (opd, (asked,), ())
    told = {
        entry.registration: [dict(reason.args)["work"] for reason in own]
        for entry, own in party.people
    }
    assert told == {member: [of_groups.title_id], other: []}
    assert party.keys == {opd.public_id, member.public_id, other.public_id}
    let_in(stage=second, owner=opd, reason="Diminta Sekda", **given())
    assert entry_of(second, at=NOW).parties() == []
