"""Rounds of review: who may do what to which version, and what is said to which place of it."""

import itertools
import re

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.errors import WORDS, Refused
from participants.models import Role
from tests.factories import NOW, make_invitation, make_role, make_system, make_user, make_workshop
from tests.factories_links import hand_in, make_deliverable, make_expert_link, make_link, upload
from workshops.actions import review as acts
from workshops.actions.review import Pin, Words
from workshops.actions.submission import Body
from workshops.models import Review, Submission, SubmissionState, WorkshopRole
from workshops.rules.review import refusals, target
from workshops.rules.states import FOLLOWED, SUBMISSION, SUBMISSION_ACTORS, Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]

ACTS = sorted(SUBMISSION_ACTORS)
FIX = Words("Perbaiki.")
NUMBERS = itertools.count()


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


def asked(form="note", **fields):
    workshop = make_workshop()
    deliverable = make_deliverable(workshop.stages.get(), form=form, **fields)
    return deliverable, make_invitation(workshop)


def note(text=""):
    """Another one each time unless it is given: the same again would be no version."""
    return Body(text=text or f"Isu {next(NUMBERS)}: air bersih.")


def do(act, submission, actor, **told):
    """Any act with what it needs besides."""
    needs = {
        "ask_to_revise": {"words": FIX},
        "hand_back": {"body": note("Diperbaiki.")},
        "decline": {"reason": "Angkanya keliru."},
        "reopen": {"reason": "Belum lengkap."},
    }
    told = {**needs.get(act, {}), **told}
    told = {"at": NOW, **told}
    return getattr(acts, act)(submission=submission, actor=actor, by=make_system(), **told)


def shown_version(page):
    return re.search(r'name="version" value="([^"]+)"', page.text)[1]


def why_not(act, *given, **told):
    with pytest.raises(Refused) as refusal:
        act(*given, **told)
    return [reason.code for reason in refusal.value.reasons]


@pytest.mark.parametrize(
    ("act", "state", "actor", "newest"),
    list(itertools.product(ACTS, SUBMISSION, Actor, [True, False])),
)
def test_what_the_table_does_not_allow_is_refused_by_a_name_that_has_words(
    act, state, actor, newest
):
    allowed = (
        actor in SUBMISSION_ACTORS[act]
        and newest
        and (state in FOLLOWED if act == "submit" else act in SUBMISSION[state].values())
    )

    reasons = refusals(act, state, actor, newest=newest)

    assert (not reasons) == allowed
    assert all(reason.code in WORDS and str(reason) for reason in reasons)


STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(list(Actor)), st.booleans()), max_size=9
)


@given(steps=STEPS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_anybody_tries_in_whatever_order_only_the_table_moves_a_version(steps):
    """Against a model: the list of the versions' states."""
    deliverable, invitation = asked()
    own = Submission.objects.owed_by(invitation)
    states: list[str] = []

    for act, actor, on_newest in steps:
        versions = list(own.order_by("version"))
        if act == "submit":
            # Only its owner has the way to send; the others have no such act.
            if not states or states[-1] in FOLLOWED:
                hand_in(deliverable, invitation, note())
                states.append(SubmissionState.SUBMITTED)
            else:
                assert why_not(hand_in, deliverable, invitation, note())
            continue
        if not versions:
            continue
        place = -1 if on_newest or len(versions) == 1 else 0
        state = states[place]
        if refusals(act, state, actor, newest=place == -1):
            before = [one.state for one in versions]
            assert why_not(do, act, versions[place], actor)
            assert [one.state for one in own.order_by("version")] == before
            continue
        do(act, versions[place], actor)
        states[-1] = target(act, state)
        if act == "hand_back":
            states.append(SubmissionState.TO_CONFIRM)

    kept = list(own.order_by("version"))
    assert [one.state for one in kept] == states
    assert [one.version for one in kept] == list(range(1, len(states) + 1))
    assert [one.previous_id for one in kept[1:]] == [one.pk for one in kept[:-1]]
    assert sum(state == SubmissionState.ACCEPTED for state in states) <= 1


def test_a_corrected_version_stands_beside_the_one_it_corrects_until_its_owner_agrees():
    deliverable, invitation = asked()
    first = hand_in(deliverable, invitation, note())

    corrected = do("hand_back", first, Actor.EXPERT, words=Words("Lihat angka 2024."))
    do("confirm", corrected, Actor.OWNER)

    first.refresh_from_db()
    corrected.refresh_from_db()
    assert (first.state, corrected.state) == ("replaced", "accepted")
    assert (corrected.corrects, corrected.previous, corrected.text) == (first, first, "Diperbaiki.")
    said = [(one.verdict, one.submission.version) for one in Review.objects.order_by("pk")]
    assert said == [("correct", 1), ("confirm", 2)]


def test_an_owner_who_does_not_agree_says_why_and_sends_the_next_version():
    deliverable, invitation = asked()
    corrected = do("hand_back", hand_in(deliverable, invitation, note()), Actor.EXPERT)

    assert why_not(hand_in, deliverable, invitation, note()) == ["submission-to-confirm-first"]
    assert why_not(do, "decline", corrected, Actor.OWNER, reason=" ") == ["review-reason-missing"]
    do("decline", corrected, Actor.OWNER)
    own = hand_in(deliverable, invitation, note("Versi kami."))

    assert (own.version, own.previous) == (3, corrected)


def test_what_was_accepted_is_opened_again_with_a_reason_alone():
    deliverable, invitation = asked()
    sent = hand_in(deliverable, invitation, note())
    do("accept", sent, Actor.EXPERT)

    assert why_not(do, "reopen", sent, Actor.OWNER) == ["review-not-by-you"]
    assert why_not(do, "reopen", sent, Actor.COMMITTEE, reason="") == ["review-reason-missing"]
    do("reopen", sent, Actor.COMMITTEE)

    sent.refresh_from_db()
    assert sent.state == "returned"
    assert hand_in(deliverable, invitation, note("Lengkap.")).version == 2


def test_returning_takes_words_to_the_whole_to_a_place_or_a_marked_up_copy():
    deliverable, invitation = asked("file")
    sent = hand_in(deliverable, invitation)

    assert why_not(do, "ask_to_revise", sent, Actor.EXPERT, words=Words()) == [
        "review-comment-missing"
    ]
    said = do(
        "ask_to_revise",
        sent,
        Actor.EXPERT,
        words=Words(pins=[Pin("halaman:2", "Tabel kosong.")], marked=upload(name="bertanda.docx")),
    )

    assert [(pin.path, pin.text) for pin in said.comments.all()] == [("halaman:2", "Tabel kosong.")]
    assert said.file.name == "bertanda.docx"


@pytest.mark.parametrize("path", ["halaman:0", "halaman:x", "isu.1", "../../etc", "halaman:12345"])
def test_a_comment_is_pinned_to_a_place_that_the_version_has(path):
    deliverable, invitation = asked("file")
    sent = hand_in(deliverable, invitation)

    words = Words(pins=[Pin(path, "Di sini.")])

    assert why_not(do, "ask_to_revise", sent, Actor.EXPERT, words=words) == ["pin-nowhere"]
    sent.refresh_from_db()
    assert sent.state == "submitted"


@pytest.mark.parametrize(
    ("form", "body", "code"),
    [
        ("note", Body(), "submission-text-missing"),
        ("file", Body(), "submission-file-missing"),
        ("link", Body(link="  "), "submission-link-missing"),
        ("link", Body(link="javascript:alert(1)"), "submission-link-broken"),
        ("link", Body(link="https://user:pw@contoh.go.id/"), "submission-link-broken"),
        ("link", Body(link="https://contoh"), "submission-link-broken"),
        ("link", Body(link="https://contoh.go.id/a b"), "submission-link-broken"),
        ("note", Body(text="Isi", link="https://contoh.go.id/"), "submission-of-another-form"),
    ],
)
def test_a_version_has_the_one_body_that_was_asked(form, body, code):
    deliverable, invitation = asked(form)

    assert why_not(hand_in, deliverable, invitation, body) == [code]
    assert not Submission.objects.exists()


def test_a_link_is_kept_as_it_was_typed():
    deliverable, invitation = asked("link")

    sent = hand_in(deliverable, invitation, Body(link=" https://drive.contoh.go.id/berkas?x=1 "))

    assert sent.link == "https://drive.contoh.go.id/berkas?x=1"
    assert len(sent.content_hash) == 64


def expert_of(workshop):
    user = make_user()
    WorkshopRole.objects.create(workshop=workshop, user=user, role="expert")
    return user


def test_what_was_typed_to_places_is_there_again_when_the_form_is_refused(client):
    deliverable, invitation = asked("file")
    sent = hand_in(deliverable, invitation)
    client.force_login(expert_of(invitation.workshop))

    answer = client.post(
        f"/tinjauan/{sent.public_id}/",
        {"verdict": "revise", "pin_path": ["seribu", "3"], "pin_text": ["Angka?", "Sumber?"]},
    )

    assert answer.status_code == 422
    assert [(one.path, one.text) for one in answer.context["form"].lines()][:2] == [
        ("seribu", "Angka?"),
        ("3", "Sumber?"),
    ]
    assert "Angka?" in answer.text


def test_an_expert_hands_back_and_the_opd_confirms_through_its_link(client):
    deliverable, invitation = asked("file")
    sent = hand_in(deliverable, invitation)
    base = f"/t/{make_expert_link(invitation.workshop).token()}"
    given = {"verdict": "correct", "corrected": upload(name="perbaikan.docx")}
    assert client.post(f"{base}/{sent.public_id}/", given).status_code == 302
    desk = f"/o/{make_link(invitation).token()}/hasil-kerja/{deliverable.public_id}/"

    page = client.get(desk)
    given = {"act": "confirm", "version": shown_version(page)}
    answer = client.post(f"{desk}jawaban/", given)
    again = client.post(f"{desk}jawaban/", given)

    assert (again.status_code, again["Location"]) == (302, answer["Location"])
    assert "Setujui perbaikan" in page.text
    assert "perbaikan.docx" in page.text
    assert answer.status_code == 302
    newest = Submission.objects.get(newer=None)
    assert (newest.state, newest.version) == ("accepted", 2)


def test_handing_back_without_the_corrected_version_is_refused_and_changes_nothing(client):
    deliverable, invitation = asked("file")
    sent = hand_in(deliverable, invitation)
    client.force_login(expert_of(invitation.workshop))

    answer = client.post(f"/tinjauan/{sent.public_id}/", {"verdict": "correct"})

    assert answer.status_code == 422
    sent.refresh_from_db()
    assert (sent.state, Review.objects.count()) == ("submitted", 0)


def test_an_opd_that_declines_without_a_reason_keeps_the_page(client):
    deliverable, invitation = asked()
    corrected = do("hand_back", hand_in(deliverable, invitation, note()), Actor.EXPERT)
    desk = f"/o/{make_link(invitation).token()}/hasil-kerja/{deliverable.public_id}/jawaban/"

    told = {"act": "decline", "version": corrected.public_id}
    refused = client.post(desk, {**told, "reason": ""})
    taken = client.post(desk, {**told, "reason": "Angkanya keliru."})

    assert (refused.status_code, taken.status_code) == (422, 302)
    corrected.refresh_from_db()
    assert corrected.state == "declined"


@pytest.mark.parametrize("act", ["confirm", "decline"])
def test_an_answer_to_a_correction_that_was_replaced_meanwhile_is_refused_by_name(client, act):
    deliverable, invitation = asked()
    first = do("hand_back", hand_in(deliverable, invitation, note()), Actor.EXPERT)
    desk = f"/o/{make_link(invitation).token()}/hasil-kerja/{deliverable.public_id}/"
    seen = shown_version(client.get(desk))
    do(
        "decline", first, Actor.OWNER
    )  # a colleague, who sends an own version; the expert corrects it
    second = do("hand_back", hand_in(deliverable, invitation, note()), Actor.EXPERT)

    told = {"act": act, "version": seen, "reason": "Angka kami lain."}
    answer = client.post(f"{desk}jawaban/", told)

    assert answer.status_code == 422
    assert "sudah diganti versi yang lebih baru" in answer.text
    assert "Angka kami lain." in answer.text
    assert shown_version(answer) == second.public_id
    second.refresh_from_db()
    assert second.state == "to_confirm"


def test_an_answer_that_comes_after_a_colleagues_keeps_its_words(client):
    deliverable, invitation = asked()
    corrected = do("hand_back", hand_in(deliverable, invitation, note()), Actor.EXPERT)
    desk = f"/o/{make_link(invitation).token()}/hasil-kerja/{deliverable.public_id}/jawaban/"
    do("confirm", corrected, Actor.OWNER)

    told = {"act": "decline", "version": corrected.public_id, "reason": "Angka kami lain."}
    answer = client.post(desk, told)

    assert answer.status_code == 422
    assert "Tidak ada perbaikan yang menunggu konfirmasi" in answer.text
    assert "Angka kami lain." in answer.text


def test_the_organiser_opens_again_and_an_opd_cannot(client):
    deliverable, invitation = asked()
    sent = hand_in(deliverable, invitation, note())
    do("accept", sent, Actor.EXPERT)
    there = f"/tinjauan/{sent.public_id}/buka-kembali/"

    client.force_login(make_role(Role.UNIT_ADMIN, invitation.unit))
    by_opd = client.post(there, {"reason": "Ingin mengubah."})
    client.force_login(make_role(Role.ORGANISER, invitation.workshop.unit))
    without = client.post(there, {"reason": ""})
    done = client.post(there, {"reason": "Angka berubah."})

    assert (by_opd.status_code, without.status_code, done.status_code) == (404, 422, 302)
    sent.refresh_from_db()
    assert sent.state == "returned"


def test_a_marked_up_copy_is_read_by_who_sent_and_who_judges_and_by_nobody_else(client):
    deliverable, invitation = asked("file")
    sent = hand_in(deliverable, invitation)
    words = Words("Lihat.", marked=upload(name="bertanda.docx"))
    said = do("ask_to_revise", sent, Actor.EXPERT, words=words)
    tail = f"{sent.public_id}/berkas/{said.file.public_id}/"
    stranger = make_expert_link(make_workshop())

    def status(address):
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        return answer.status_code

    own = f"/o/{make_link(invitation).token()}/berkas/{sent.public_id}/{said.file.public_id}/"
    assert status(f"/t/{make_expert_link(invitation.workshop).token()}/{tail}") == 200
    assert status(own) == 200
    assert status(f"/t/{stranger.token()}/{tail}") == 404
