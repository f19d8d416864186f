"""Hasil kerja: versions that stay as they were, and reviews of the newest alone."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.errors import Reason, Refused
from participants.models import AuditEntry, StoredFile
from tests.factories import NOW, make_invitation, make_system, make_workshop
from tests.factories_links import hand_in, make_deliverable, upload
from tests.participants.uploads import ENCRYPTED_OFFICE, EXE, HTML, office
from workshops.actions.deliverable import define_deliverable, open_duty, remove_deliverable
from workshops.actions.review import Words, accept, ask_to_revise
from workshops.actions.submission import Body
from workshops.models import Submission, SubmissionState, WorksheetDraft

DOCX = office("word/document.xml")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


def asked(**fields):
    workshop = make_workshop()
    return make_deliverable(workshop.stages.get(), **fields), make_invitation(workshop)


def send(deliverable, invitation, content=b"", at=NOW, **told):
    return hand_in(deliverable, invitation, Body(upload(content)), at=at, **told)


def say(submission, verdict="accept", comment=""):
    act = accept if verdict == "accept" else ask_to_revise
    return act(submission=submission, words=Words(comment), by=make_system(), at=NOW)


def why_not(act, *given, **told):
    with pytest.raises(Refused) as refusal:
        act(*given, **told)
    return [reason.code for reason in refusal.value.reasons]


def test_a_returned_version_is_followed_by_the_next_and_both_stay():
    deliverable, invitation = asked()

    first = send(deliverable, invitation, note="Mohon ditinjau")
    say(first, "revise", "Tambahkan anggaran.")
    second = send(deliverable, invitation)
    say(second)

    kept = Submission.objects.order_by("version")
    assert [(one.version, one.state, one.previous) for one in kept] == [
        (1, SubmissionState.RETURNED, None),
        (2, SubmissionState.ACCEPTED, first),
    ]


def test_an_older_version_cannot_be_reviewed_any_more():
    deliverable, invitation = asked()
    first = send(deliverable, invitation)
    send(deliverable, invitation)

    assert why_not(say, first) == ["submission-superseded"]


def test_a_version_is_reviewed_once():
    deliverable, invitation = asked()
    first = send(deliverable, invitation)
    say(first, "revise", "Lengkapi.")

    assert why_not(say, first) == ["submission-reviewed-already"]


def test_returning_says_what_is_to_be_mended():
    deliverable, invitation = asked()

    assert why_not(say, send(deliverable, invitation), "revise", "  ") == ["review-comment-missing"]


def test_nothing_is_sent_after_the_work_was_accepted():
    deliverable, invitation = asked()
    say(send(deliverable, invitation))

    assert why_not(send, deliverable, invitation) == ["deliverable-accepted"]


def test_the_last_day_before_freezing_still_takes_a_version_in_the_units_own_zone():
    deliverable, invitation = asked(frozen_after=date(2026, 11, 22))
    last_minute = NOW.replace(hour=15, minute=59)  # 23.59 WITA

    send(deliverable, invitation, at=last_minute)

    late = last_minute + timedelta(minutes=1)
    assert why_not(send, deliverable, invitation, at=late) == ["deliverable-frozen"]


def test_a_closed_workshop_takes_neither_versions_nor_reviews():
    deliverable, invitation = asked()
    waiting = send(deliverable, invitation)
    workshop = invitation.workshop
    workshop.state, workshop.closed_at, workshop.closed_by = "closed", NOW, make_system()
    workshop.save()

    assert why_not(send, deliverable, invitation) == ["workshop-closed"]
    assert why_not(say, waiting) == ["workshop-closed"]


def test_a_unit_of_another_workshop_hands_nothing_in_here():
    deliverable, _invitation = asked()
    stranger = make_invitation(make_workshop())

    assert why_not(send, deliverable, stranger) == ["deliverable-not-asked"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (EXE, "file-kind-not-allowed"),
        (HTML, "file-kind-not-allowed"),
        (ENCRYPTED_OFFICE, "file-encrypted"),
        (b"%PDF-1.7 not really", "file-broken"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_is_kept(content, code, files):
    deliverable, invitation = asked()

    assert why_not(send, deliverable, invitation, content) == [code]
    assert not StoredFile.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


def test_what_somebody_sent_is_not_removed():
    deliverable, invitation = asked()
    send(deliverable, invitation)

    with pytest.raises(Refused) as refusal:
        remove_deliverable(deliverable=deliverable, by=make_system(), at=NOW)

    assert refusal.value.reasons == (Reason("deliverable-has-submissions"),)


def test_freezing_before_it_is_due_is_refused():
    with pytest.raises(Refused) as refusal:
        define_deliverable(
            stage=make_workshop().stages.get(),
            title_id="Rencana aksi",
            due_on=date(2026, 12, 4),
            frozen_after=date(2026, 12, 3),
            by=make_system(),
            at=NOW,
        )

    assert refusal.value.reasons == (Reason("deliverable-frozen-before-due"),)


STEPS = st.lists(
    st.sampled_from(["send", "accept newest", "return newest", "accept oldest", "return oldest"]),
    max_size=7,
)


@given(steps=STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_versions_stay_in_line_and_only_the_newest_moves(steps):
    """Against a model of three words: nothing, waiting, accepted, returned."""
    deliverable, invitation = asked()
    states: list[str] = []

    for step in steps:
        versions = list(Submission.objects.filter(duty__invitation=invitation).order_by("version"))
        if step == "send":
            legal = not states or states[-1] != "accepted"
            act = lambda: send(deliverable, invitation)
        elif not versions:
            continue
        else:
            verdict, which = step.split()
            target = versions[-1] if which == "newest" else versions[0]
            legal = states[-1] == "submitted" and target == versions[-1]
            word = "accept" if verdict == "accept" else "revise"
            act = lambda target=target, word=word: say(target, word, "Perbaiki.")
        if not legal:
            with pytest.raises(Refused):
                act()
        elif step == "send":
            act()
            states.append("submitted")
        else:
            act()
            states[-1] = "accepted" if step.startswith("accept") else "returned"

    kept = Submission.objects.filter(duty__invitation=invitation).order_by("version")
    assert [one.state for one in kept] == states
    assert [one.version for one in kept] == list(range(1, len(states) + 1))


def test_what_somebody_has_begun_is_neither_removed_nor_made_into_another_form():
    deliverable, invitation = asked(form="worksheet", worksheet="isu-daerah")
    duty = open_duty(deliverable=deliverable, owner=invitation, by=make_system(), at=NOW)
    WorksheetDraft.objects.create(
        duty=duty, content={"sections": {}}, revision=1, saved_at=NOW, saved_by=make_system()
    )

    with pytest.raises(Refused) as removal:
        remove_deliverable(deliverable=deliverable, by=make_system(), at=NOW)
    with pytest.raises(Refused) as change:
        define_deliverable(
            deliverable=deliverable,
            stage=deliverable.stage,
            title_id=deliverable.title_id,
            form="worksheet",
            worksheet="swot-tows",
            by=make_system(),
            at=NOW,
        )

    assert removal.value.reasons == (Reason("deliverable-has-submissions"),)
    assert change.value.reasons == (Reason("deliverable-has-versions"),)


@pytest.mark.parametrize(
    ("form", "body"),
    [
        ("file", lambda: Body(upload(DOCX))),
        ("link", lambda: Body(link="https://contoh.go.id/a ")),
        ("note", lambda: Body(text=" Isu: air bersih.")),
    ],
)
def test_the_same_sent_twice_is_one_version_until_something_is_said_to_it(form, body):
    deliverable, invitation = asked(form=form)

    first, again = (hand_in(deliverable, invitation, body()) for _time in range(2))
    other_note = hand_in(deliverable, invitation, body(), note="Lampiran menyusul")
    say(other_note, "revise", "Lengkapi.")
    after = hand_in(deliverable, invitation, body(), note="Lampiran menyusul")

    assert again == first
    assert (other_note.version, after.version) == (2, 3)
    assert AuditEntry.objects.filter(verb="workshops.submission.made").count() == 3
    assert StoredFile.objects.count() == (3 if form == "file" else 0)
