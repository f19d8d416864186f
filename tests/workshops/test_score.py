"""Scores before and after a stage: what a class gained, and two people at one grid."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from participants.actions.person import add_identifier
from participants.errors import Refused
from participants.models import AuditEntry, Role
from tests.factories import (
    NOW,
    make_registration,
    make_role,
    make_stage,
    make_system,
    make_workshop,
)
from tests.participants.uploads import xlsx
from workshops.actions.score import ScoreChange, record_scores
from workshops.models import TestScore
from workshops.queries.progress import progress_of
from workshops.rules.score import gain_of, n_gain_of, over_all_stages, read_score

D = Decimal


@pytest.fixture
def stage():
    return make_workshop().stages.get()


@pytest.fixture
def ani(stage):
    return make_registration(stage.workshop, printed_name="Ani Lestari")


def put(stage, person, score, before=None, kind="post"):
    change = ScoreChange(
        registration=person.public_id,
        kind=kind,
        before=before and D(before),
        score=score and D(score),
    )
    return record_scores(stage=stage, changes=[change], by=make_system(), at=NOW)


# --- the rule ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "score"),
    [("80", D(80)), (" 80,5 ", D("80.5")), ("80.555", D("80.56")), ("0", D(0)), ("", None), ("-", None)],
)  # fmt: skip
def test_a_score_is_read_as_people_type_it(typed, score):
    assert read_score(typed) == score


@pytest.mark.parametrize(
    ("typed", "code"),
    [("101", "score-out-of-range"), ("100,01", "score-out-of-range"), ("-5", "score-unreadable"),
     ("A", "score-unreadable"), ("8 0", "score-unreadable"), ("1e2", "score-unreadable"), ("٨٠", "score-unreadable")],
)  # fmt: skip
def test_what_is_no_score_is_refused(typed, code):
    with pytest.raises(Refused) as refusal:
        read_score(typed)

    assert [reason.code for reason in refusal.value.reasons] == [code]


def test_gain_is_of_those_with_both_and_n_gain_of_their_means():
    found = gain_of([(D(40), D(70)), (D(60), D(90)), (D(10), None), (None, D(100))])

    assert (found.pre, found.post, found.both) == (3, 3, 2)
    assert (found.mean_pre, found.mean_post) == (D("36.67"), D("86.67"))
    assert found.gain == D(30)
    assert found.n_gain == D("0.60")
    assert found.band == "medium"


def test_who_had_everything_before_had_nothing_to_gain():
    assert n_gain_of(D(100), D(90)) is None
    assert gain_of([(D(100), D(100))]).n_gain is None
    assert gain_of([]).band == ""


def test_falling_is_a_negative_gain():
    assert gain_of([(D(80), D(60))]).n_gain == D("-1.00")


@given(st.lists(st.tuples(*(st.none() | st.decimals(0, 100, places=2),) * 2), max_size=20))
def test_gain_does_not_depend_on_the_order_of_people(rows):
    assert gain_of(rows) == gain_of(rows[::-1])
    n_gain = gain_of(rows).n_gain
    assert n_gain is None or n_gain <= 1


def test_over_several_stages_the_mean_counts():
    assert over_all_stages([D(70), D(81)]) == D("75.50")
    assert over_all_stages([]) is None


# --- the action ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_score_is_recorded_changed_and_taken_back_with_a_trail(stage, ani):
    put(stage, ani, "70")
    put(stage, ani, "75", before="70")
    kept = TestScore.objects.get()
    assert (kept.score, kept.scored_by) == (D(75), make_system())

    put(stage, ani, None, before="75")

    assert not TestScore.objects.exists()
    trail = AuditEntry.objects.filter(object_id=ani.public_id, verb__contains=".score.")
    assert [
        (one.verb, one.facts["before"], one.facts["score"]) for one in trail.order_by("pk")
    ] == [
        ("workshops.score.recorded", None, "70"),
        ("workshops.score.recorded", "70", "75"),
        ("workshops.score.removed", "75", None),
    ]


@pytest.mark.django_db
def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(stage, ani):
    put(stage, ani, "70")

    done = put(stage, ani, "90", before=None)

    assert done.changed == 0
    assert [one.score for one in done.conflicts] == [D(90)]
    assert TestScore.objects.get().score == D(70)


@pytest.mark.django_db
def test_writing_what_stands_there_already_is_no_conflict_and_no_change(stage, ani):
    put(stage, ani, "70")

    assert put(stage, ani, "70").changed == 0


@pytest.mark.django_db
def test_a_person_of_another_bimtek_gets_no_score_here(stage):
    with pytest.raises(Refused):
        put(stage, make_registration(), "70")


@pytest.mark.django_db
def test_a_closed_bimtek_takes_no_score(stage, ani):
    workshop = stage.workshop
    workshop.state, workshop.closed_at, workshop.closed_by = "closed", NOW, make_system()
    workshop.save()

    with pytest.raises(Refused) as refusal:
        put(stage, ani, "70")

    assert [reason.code for reason in refusal.value.reasons] == ["workshop-closed"]


@pytest.mark.django_db
def test_a_person_has_one_score_a_test_and_stage(stage, ani):
    put(stage, ani, "70")

    with pytest.raises(IntegrityError):
        TestScore.objects.create(
            stage=stage,
            registration=ani,
            kind="post",
            score=1,
            scored_at=NOW,
            scored_by=make_system(),
        )


@pytest.mark.django_db
def test_the_evaluator_reads_the_mean_of_a_persons_post_tests(stage, ani):
    second = make_stage(stage.workshop, order=2)
    put(stage, ani, "70")
    put(second, ani, "81")
    put(second, ani, "5", kind="pre")

    assert [row.progress.score for row in progress_of(stage.workshop, at=NOW)] == [D("75.50")]


# --- the pages -----------------------------------------------------------------------------------


@pytest.fixture
def clerk(client, stage):
    user = make_role(Role.ORGANISER, stage.workshop.unit)
    client.force_login(user)
    return user


def address(name, stage, *more):
    return reverse(f"workshops:{name}", args=[stage.workshop.public_id, stage.public_id, *more])


@pytest.mark.django_db
def test_the_grid_saves_what_was_typed_and_keeps_it_where_it_is_wrong(client, clerk, stage, ani):
    page = address("score-grid", stage)
    cells = {f"pre-{ani.public_id}": "55,5", f"post-{ani.public_id}": "110"}

    wrong = client.post(page, cells)
    right = client.post(page, {**cells, f"post-{ani.public_id}": "88"})

    assert wrong.status_code == 422
    assert "Nilai 110 di luar 0 sampai 100" in wrong.content.decode()
    assert 'value="55,5"' in wrong.content.decode()
    assert right.status_code == 302
    assert {s.kind: s.score for s in TestScore.objects.all()} == {"pre": D("55.5"), "post": D(88)}
    shown = client.get(page).content.decode()
    assert "32,5" in shown
    assert clerk.full_name in shown


@pytest.mark.django_db
def test_two_people_at_one_grid_lose_nothing_of_each_other(client, clerk, stage, ani):
    put(stage, ani, "70")
    page, cell = address("score-grid", stage), f"post-{ani.public_id}"

    late = client.post(page, {cell: "90", f"was-{cell}": ""})

    assert late.status_code == 422
    text = late.content.decode()
    assert "menulis 70" in text
    assert 'value="90"' in text
    assert TestScore.objects.get().score == D(70)
    again = client.post(page, {cell: "90", f"was-{cell}": "70"})
    assert again.status_code == 302
    assert TestScore.objects.get().score == D(90)


@pytest.mark.django_db
def test_a_pasted_list_is_shown_line_by_line_before_anything_is_saved(client, clerk, stage, ani):
    budi = make_registration(stage.workshop, printed_name="Dr. Budi Santoso, M.Si.")
    add_identifier(
        person=budi.person, kind="nip", digits="198609262015051001", by=make_system(), at=NOW
    )
    put(stage, ani, "70")
    pasted = "NIP\tNama\tPre test\tPost test\n\tAni Lestari\t50\t75\n198609262015051001\tsalah ketik\t40\t80,5\n\tSiapa Ini\t1\t2\n\tAni Lestari\t1\t2\n"

    page = client.post(address("score-import", stage), {"pasted": pasted})

    assert page.status_code == 200
    assert [row.outcome for row in page.context["rows"]] == ["changed", "new", "wrong", "wrong"]
    assert TestScore.objects.count() == 1
    cells = dict(page.context["cells"][i][:2] for i in range(4))
    was = {f"was-{name}": old for name, _new, old in page.context["cells"]}
    done = client.post(address("score-grid", stage), {**cells, **was})
    assert done.status_code == 302
    assert sorted((s.registration_id, s.kind, s.score) for s in TestScore.objects.all()) == sorted(
        [
            (ani.pk, "pre", D(50)),
            (ani.pk, "post", D(75)),
            (budi.pk, "pre", D(40)),
            (budi.pk, "post", D("80.5")),
        ]
    )


@pytest.mark.django_db
def test_a_list_without_titles_is_name_pre_and_post(client, clerk, stage, ani):
    page = client.post(address("score-import", stage), {"pasted": "Ani Lestari\t50\t75\n"})

    assert [(row.line, row.pre, row.post) for row in page.context["rows"]] == [(1, D(50), D(75))]


@pytest.mark.django_db
def test_the_downloaded_sheet_is_filled_and_uploaded_again(client, clerk, stage, ani):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    header = ["Kode", "Nama", "OPD", "Pre-test", "Post-test", "Kenaikan", "N-gain"]
    book = xlsx(header, [ani.public_id, "nama yang diubah", "x", 61.5, 90])
    upload = SimpleUploadedFile("nilai.xlsx", book)

    page = client.post(address("score-import", stage), {"file": upload})

    assert [(row.outcome, row.pre, row.post) for row in page.context["rows"]] == [
        ("new", D("61.5"), D(90))
    ]
    kept = client.get(address("score-export", stage, "csv")).content.decode("utf-8-sig")
    assert kept.splitlines()[0] == ",".join(header)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told", [{}, {"pasted": "   "}, {"pasted": "Nama\tUmur\nAni\t4\n"}, {"pasted": "Pre-test\tPost-test\n1\t2\n"}]
)  # fmt: skip
def test_what_is_no_list_of_scores_is_said_so(client, clerk, stage, ani, told):
    assert client.post(address("score-import", stage), told).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_grid_takes_the_same_queries_however_many_come(
    client, clerk, stage, people, django_assert_num_queries
):
    for _ in range(people):
        put(stage, make_registration(stage.workshop), "70")

    with django_assert_num_queries(9):
        assert client.get(address("score-grid", stage)).status_code == 200
    with django_assert_num_queries(7):
        client.get(reverse("workshops:score-list", args=[stage.workshop.public_id]))


@pytest.mark.django_db
def test_an_auditor_reads_and_does_not_write(client, stage, ani):
    client.force_login(make_role(Role.AUDITOR, stage.workshop.unit))
    page = address("score-grid", stage)

    assert client.get(page).status_code == 200
    assert "Simpan nilai" not in client.get(page).content.decode()
    assert client.post(page, {f"pre-{ani.public_id}": "5"}).status_code == 404
    assert not TestScore.objects.exists()


@pytest.mark.django_db
def test_an_opd_learns_nobodys_score(client, stage, ani):
    client.force_login(make_role(Role.UNIT_ADMIN, ani.unit))

    assert client.get(address("score-grid", stage)).status_code == 404
