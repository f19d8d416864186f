"""A worksheet that is being filled in: by two pages at once, from a file, after a return."""

from datetime import date, timedelta

import pytest

from participants.errors import Refused
from participants.models import AuditEntry
from tests.at_once import at_once
from tests.factories import NOW, make_system, make_unit, make_workshop
from tests.workshops.worksheets.drafts import fill, make_sheet_duty, put, send, sheet, write
from workshops.actions.review import (
    Pin,
    Words,
    accept,
    ask_to_revise,
    confirm,
    decline,
    hand_back,
    reopen,
)
from workshops.actions.submission import Body
from workshops.actions.worksheet import hand_in, save_cells, take_in
from workshops.models import Submission, WorksheetDraft
from workshops.queries.worksheet import changes_since, comments_of, earlier_of
from workshops.rules.states import Actor
from workshops.rules.worksheets import Change, fields_of, rows_of, tidy

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def why_not(act, *given, **told):
    with pytest.raises(Refused) as refusal:
        act(*given, **told)
    return [reason.code for reason in refusal.value.reasons]


def statement(duty):
    return fields_of(sheet(duty).content, "vision")["statement"]


def test_what_is_written_is_there_when_the_page_is_opened_again():
    duty = make_sheet_duty()

    saved = write(duty, vision__statement="Buton maju")

    assert saved.changed == ("vision.statement",)
    assert statement(duty) == "Buton maju"
    assert sheet(duty).revision == 1


def test_opening_the_page_writes_nothing():
    duty = make_sheet_duty()

    shown = sheet(duty)

    assert shown.draft is None
    assert WorksheetDraft.objects.count() == 0


def test_another_pages_writing_is_not_overwritten_and_both_values_are_told():
    duty = make_sheet_duty()
    write(duty, tab="a", at=NOW, vision__statement="Buton maju")

    saved = write(duty, tab="b", at=LATER, vision__statement="Buton cerdas", vision__rpjmd="Misi 2")

    [met] = saved.conflicts
    assert (met.path, met.mine, met.theirs) == ("vision.statement", "Buton cerdas", "Buton maju")
    assert met.at == NOW.isoformat()
    assert statement(duty) == "Buton maju"
    assert fields_of(sheet(duty).content, "vision")["rpjmd"] == "Misi 2"


def test_whoever_saw_the_other_value_may_choose_the_own():
    duty = make_sheet_duty()
    write(duty, tab="a", vision__statement="Buton maju")

    write(duty, tab="b", base="Buton maju", vision__statement="Buton cerdas")

    assert statement(duty) == "Buton cerdas"


def test_a_page_that_did_not_hear_the_answer_may_go_on():
    duty = make_sheet_duty()
    write(duty, tab="a", vision__statement="Buton")

    saved = write(duty, tab="a", vision__statement="Buton maju")

    assert saved.conflicts == ()
    assert statement(duty) == "Buton maju"


def test_a_page_learns_what_others_changed_and_not_what_it_wrote_itself():
    duty = make_sheet_duty()
    write(duty, tab="a", vision__statement="Buton maju")
    put(duty, Change("missions.ra", None, {"after": ""}), tab="b")
    put(duty, Change("missions.ra.mission", "", "Layanan"), tab="b")
    row = rows_of(sheet(duty).content, "missions")[0]

    before = changes_since(sheet(duty), 1, tab="a")
    put(duty, Change("missions.ra", row, None), tab="b")
    after = changes_since(sheet(duty), 3, tab="a")

    assert set(before) == {"missions.ra", "missions.ra.mission"}
    assert before["missions.ra.mission"]["value"] == "Layanan"
    assert after == {"missions.ra": {"gone": True}}
    assert changes_since(sheet(duty), 1, tab="b") == {}


def test_a_removed_row_is_kept_to_be_put_back():
    duty = make_sheet_duty()
    put(duty, Change("missions.ra", None, {"after": ""}), Change("missions.ra.mission", "", "x"))
    row = rows_of(sheet(duty).content, "missions")[0]

    put(duty, Change("missions.ra", row, None))

    kept = WorksheetDraft.objects.get().removed
    assert [(one["section"], one["row"]["mission"]) for one in kept] == [("missions", "x")]


def test_a_sitting_is_one_line_of_the_trail():
    duty = make_sheet_duty()
    for minute in range(5):
        write(duty, at=NOW + timedelta(minutes=minute), vision__statement=f"Buton {minute}")
    write(duty, at=NOW + timedelta(hours=2), vision__statement="Buton nanti")

    trail = AuditEntry.objects.filter(verb="workshops.worksheet.written")
    assert trail.count() == 2
    assert "Buton" not in str(trail[0].facts)


def test_what_is_handed_in_is_what_stood_there():
    duty = make_sheet_duty()
    fill(duty)

    version = send(duty)

    assert version.version == 1
    assert fields_of(version.content, "vision")["statement"] == "Buton cerdas dan berbudaya"
    assert sheet(duty).content == sheet(duty).newest.content


def test_a_worksheet_with_faults_is_not_handed_in():
    duty = make_sheet_duty()
    write(duty, vision__statement="Buton maju")

    assert why_not(send, duty) == ["worksheet-has-faults"]
    assert Submission.objects.count() == 0


def test_nothing_is_handed_in_that_somebody_changed_unseen():
    duty = make_sheet_duty()
    fill(duty)
    seen = sheet(duty).revision
    write(duty, tab="b", base="Buton cerdas dan berbudaya", vision__statement="Lain")

    codes = why_not(hand_in, duty=duty, revision=seen, by=make_system(), at=NOW)

    assert codes == ["worksheet-changed-meanwhile"]


@pytest.mark.usefixtures("files")
def test_after_a_return_the_draft_goes_on_with_the_comments_at_their_cells():
    duty = make_sheet_duty()
    fill(duty)
    version = send(duty)
    ask_to_revise(
        submission=version,
        words=Words(pins=[Pin("goals.r1.target", "Terlalu rendah.")]),
        by=make_system(),
        at=LATER,
    )

    write(duty, base="90", goals__r1__target="95")
    second = send(duty)

    assert [one.text for one in comments_of(version)["goals.r1.target"]] == ["Terlalu rendah."]
    assert rows_of(second.content, "goals")[0]["target"] == 95
    assert rows_of(version.content, "goals")[0]["target"] == 90


def test_while_it_waits_it_may_be_changed_and_once_accepted_not():
    duty = make_sheet_duty()
    fill(duty)
    version = send(duty)
    write(duty, base="", vision__rpjmd="Misi 2")
    accept(submission=version, by=make_system(), at=NOW)

    assert why_not(write, duty, vision__meaning="x") == ["deliverable-accepted"]
    assert [reason.code for reason in sheet(duty).closed] == ["deliverable-accepted"]


def corrected(version, text):
    content = {"sections": {**version.content["sections"]}}
    content["sections"]["vision"] = {
        "fields": {**content["sections"]["vision"]["fields"], "statement": text}
    }
    return hand_back(submission=version, body=Body(content=content), by=make_system(), at=NOW)


def test_a_correction_that_is_declined_leaves_the_owners_words():
    duty = make_sheet_duty()
    fill(duty)
    better = corrected(send(duty), "Buton menurut Tim Ahli")

    held = why_not(write, duty, vision__rpjmd="x")
    decline(submission=better, reason="Bukan begitu.", by=make_system(), at=NOW)

    assert held == ["submission-to-confirm-first"]
    assert statement(duty) == "Buton cerdas dan berbudaya"


def test_a_correction_that_was_accepted_is_where_the_draft_goes_on_when_reopened():
    duty = make_sheet_duty()
    fill(duty)
    better = corrected(send(duty), "Buton menurut Tim Ahli")
    confirm(submission=better, by=make_system(), at=NOW)
    better.refresh_from_db()
    reopen(submission=better, reason="Ada data baru.", by=make_system(), at=NOW, actor=Actor.EXPERT)

    assert statement(duty) == "Buton menurut Tim Ahli"
    write(duty, base="Buton menurut Tim Ahli", vision__statement="Buton berdua")
    assert statement(duty) == "Buton berdua"
    assert send(duty).version == 3


@pytest.mark.parametrize(
    ("fields", "code"),
    [({"frozen_after": date(2026, 1, 1), "due_on": None}, "deliverable-frozen")],
)
def test_what_is_locked_is_not_written(fields, code):
    duty = make_sheet_duty(**fields)

    assert why_not(write, duty, vision__statement="x") == [code]


def test_a_worksheet_that_is_too_large_is_refused_and_nothing_of_it_kept():
    duty = make_sheet_duty()
    rows = [Change(f"missions.r{number}", None, {"after": ""}) for number in range(60)]
    cells = [Change(f"missions.r{number}.mission", "", "x" * 19_000) for number in range(60)]

    assert why_not(put, duty, *rows, *cells) == ["worksheet-too-large"]
    assert WorksheetDraft.objects.count() == 0


def test_a_form_is_joined_with_what_was_typed_meanwhile():
    duty = make_sheet_duty()
    fill(duty)
    base = sheet(duty).content
    worksheet = sheet(duty).worksheet
    theirs = tidy(worksheet, base)[0]
    theirs["sections"]["vision"]["fields"] |= {"statement": "Dari Excel", "rpjmd": "Misi 3"}
    write(duty, base="Buton cerdas dan berbudaya", vision__statement="Dari halaman")

    _draft, clashes = take_in(duty=duty, base=base, content=theirs, by=make_system(), at=NOW)

    assert [(one.path, one.mine, one.theirs) for one in clashes] == [
        ("vision.statement", "Dari Excel", "Dari halaman")
    ]
    assert statement(duty) == "Dari halaman"
    assert fields_of(sheet(duty).content, "vision")["rpjmd"] == "Misi 3"
    take_in(
        duty=duty,
        base=base,
        content=theirs,
        overriding=["vision.statement"],
        by=make_system(),
        at=NOW,
    )
    assert statement(duty) == "Dari Excel"


def test_taking_the_same_form_twice_changes_nothing():
    duty = make_sheet_duty()
    fill(duty)
    base = sheet(duty).content
    worksheet = sheet(duty).worksheet
    content = tidy(worksheet, base)[0]
    content["sections"]["missions"]["rows"].append({"id": "rnew", "mission": "Baru"})

    first, _clashes = take_in(duty=duty, base=base, content=content, by=make_system(), at=NOW)
    again, clashes = take_in(duty=duty, base=base, content=content, by=make_system(), at=NOW)

    assert again.revision == first.revision
    assert clashes == ()


def test_last_years_worksheet_of_the_same_opd_can_be_copied_and_of_another_not():
    unit = make_unit()
    old = make_sheet_duty(unit=unit)
    fill(old)
    version = send(old)
    stranger = make_sheet_duty(unit=make_unit())
    fill(stranger)
    send(stranger)
    new = make_sheet_duty(
        unit=unit, workshop=make_workshop(unit=old.deliverable.stage.workshop.unit)
    )

    found = earlier_of(sheet(new))

    assert [one.submission for one in found] == [version]
    assert earlier_of(sheet(old)) == []


@pytest.mark.django_db(transaction=True)
def test_many_pages_saving_at_once_lose_nothing():
    duty = make_sheet_duty()
    by = make_system()
    columns = ("statement", "meaning", "rpjmd")

    def save(number):
        return save_cells(
            duty=duty,
            changes=[Change(f"vision.{columns[number % 3]}", "", f"dari {number}")],
            tab=f"t{number}",
            by=by,
            at=NOW,
        )

    results = at_once(6, save)

    stored = fields_of(sheet(duty).content, "vision")
    assert len([one for one in results if one.changed]) == 3
    assert len([one for one in results if one.conflicts]) == 3
    for one in results:
        for met in one.conflicts:
            assert met.theirs == stored[met.path.partition(".")[2]]
    assert sheet(duty).revision == 3


def test_a_worksheet_sent_twice_is_one_version():
    duty = make_sheet_duty()
    fill(duty)

    first, again = send(duty), send(duty)

    assert again == first
    assert duty.submissions.count() == 1
