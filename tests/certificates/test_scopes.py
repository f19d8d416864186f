"""Certificates of a stage and of the whole, and surat keterangan: no hour is counted twice."""

import itertools
from datetime import timedelta
from decimal import Decimal

import pytest

from certificates import queries
from certificates.actions.followed import certify_followed
from certificates.actions.issuing import issue, request_issue
from certificates.actions.revoking import revoke, supersede
from certificates.models import Certificate
from certificates.queries.followed import followers
from certificates.queries.ripples import ripples
from certificates.statement import Statement
from certificates.verification import look_up
from participants.errors import Refused
from participants.models import NumberSeries, TrainingRecord
from tests import papers
from tests.factories import (
    NOW,
    make_registration,
    make_workshop,
)
from tests.factories_certificates import (
    PATTERN,
    close,
    make_certificate,
    make_entitlement,
    make_layout,
)
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan
from workshops.actions.checkin import receive
from workshops.actions.closing import begin_stage, close_workshop, end_stage
from workshops.actions.exemption import exempt, withdraw_exemption
from workshops.actions.rule import set_passing_rule
from workshops.actions.stage_closing import close_stage
from workshops.models import Entitlement, PassingRule, Stage

pytestmark = pytest.mark.django_db

AFTER = NOW + timedelta(days=1)
NOON = EIGHT + timedelta(hours=5)
LETTERS = "470/{urut:03}/KET/{tahun}"


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


@pytest.fixture
def workshop():
    return make_workshop(state="running", stages=2, title_id="Bimtek Kota Cerdas")


@pytest.fixture
def clerk(workshop):
    clerk = make_organiser(workshop)
    set_passing_rule(
        workshop=workshop,
        minimum_share=Decimal("0.8"),
        stage_certificates=True,
        by=clerk,
        at=NOW,
    )
    return clerk


def attends(registration, *where):
    _device, token = make_door(registration.workshop)
    for order, kind in where:
        slot = registration.workshop.stages.get(order=order).slots.get(kind=kind)
        scan = make_scan(registration, slot=slot.public_id)
        receive(token=token, items=[scan], at=EIGHT if kind == "pagi" else NOON)


ALL_DAY = list(itertools.product((1, 2), ("pagi", "siang")))


def close_first(workshop, clerk):
    stage = Stage.objects.select_related("workshop__unit").get(workshop=workshop, order=1)
    begin_stage(stage=stage, by=clerk, at=NOW)
    end_stage(stage=stage, by=clerk, at=NOW)
    return close_stage(stage=stage, by=clerk, at=AFTER)


def certify(entitlement, clerk):
    unit = entitlement.registration.workshop.unit
    series, _made = NumberSeries.objects.get_or_create(
        unit=unit, register="certificate", pattern=PATTERN, valid_from=NOW.date()
    )
    return issue(
        entitlement=entitlement,
        template=make_layout(unit),
        series=series,
        issued_on=unit.localdate(AFTER),
        by=clerk,
        at=AFTER,
    )


def letter(entitlement, clerk, **more):
    unit = entitlement.registration.workshop.unit
    given = {"template": make_layout(unit), "pattern": LETTERS, "issued_on": unit.localdate(AFTER)}
    return certify_followed(entitlement=entitlement, by=clerk, at=AFTER, **given | more)


def records():
    """What would count in the ledger: lines that were not taken back."""
    return [
        (row.number, row.jp, row.state)
        for row in TrainingRecord.objects.exclude(state="withdrawn").order_by("pk")
    ]


def printed(certificate) -> bytes:
    with certificate.pdf.content.open("rb") as stored:
        return stored.read()


def take_back(certificate, clerk):
    return revoke(
        certificate=certificate, public_reason="Keliru", file_reason="", by=clerk, at=AFTER
    )


# --- a stage's own certificate -------------------------------------------------------------------


def test_a_stages_certificate_goes_out_before_the_bimtek_is_closed(workshop, clerk):
    registration = make_registration(workshop)
    attends(registration, (1, "pagi"), (1, "siang"))
    entitlement = close_first(workshop, clerk).entitlements.get()
    stage = entitlement.closing.stage

    job = request_issue(
        workshop=workshop,
        template=make_layout(workshop.unit),
        issued_on=workshop.unit.localdate(NOW),
        pattern=PATTERN,
        stage=stage,
        by=clerk,
        at=AFTER,
    )
    certificate = certify(entitlement, clerk)

    assert [item.key for item in job.items.all()] == [entitlement.public_id]
    said = Statement.from_dict(certificate.statement)
    assert (said.stage, said.title) == ("Tahap 1", "Bimtek Kota Cerdas – Tahap 1")
    assert ([one.name for one in said.stages], said.jp_total) == (["Tahap 1"], 8)
    assert {lesson.topic for lesson in said.lessons} == {"Materi pagi 1", "Materi siang 1"}
    assert records() == [(certificate.number, 8, "awaiting")]
    assert "Tahap 1" in " ".join(papers.texts(printed(certificate)))


def test_a_stage_that_was_not_closed_issues_nothing(workshop, clerk):
    with pytest.raises(Refused) as refusal:
        request_issue(
            workshop=workshop,
            template=make_layout(workshop.unit),
            issued_on=workshop.unit.localdate(NOW),
            pattern=PATTERN,
            stage=workshop.stages.get(order=1),
            by=clerk,
            at=AFTER,
        )

    assert refusal.value.reasons[0].code == "stage-not-closed"


def test_the_certificate_of_the_whole_stands_for_those_of_its_stages_in_the_record(workshop, clerk):
    registration = make_registration(workshop)
    attends(registration, *ALL_DAY)
    of_stage = certify(close_first(workshop, clerk).entitlements.get(), clerk)

    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    assert queries.waiting(workshop).count() == 1
    whole = certify(Entitlement.objects.standing().of_whole().get(), clerk)

    assert Certificate.objects.valid().count() == 2
    assert records() == [(whole.number, 16, "awaiting")]
    assert TrainingRecord.objects.get(number=of_stage.number).reason.endswith(whole.number)


def test_a_stages_certificate_issued_after_the_whole_adds_no_hour(workshop, clerk):
    registration = make_registration(workshop)
    attends(registration, *ALL_DAY)
    closing = close_first(workshop, clerk)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    whole = certify(Entitlement.objects.standing().of_whole().get(), clerk)

    certify(closing.entitlements.get(), clerk)

    assert records() == [(whole.number, 16, "awaiting")]


@pytest.mark.parametrize("stage_first", [True, False])
def test_when_the_whole_is_revoked_its_stages_count_by_themselves_again(
    workshop, clerk, stage_first
):
    registration = make_registration(workshop)
    attends(registration, *ALL_DAY)
    closing = close_first(workshop, clerk)
    if stage_first:
        certify(closing.entitlements.get(), clerk)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    whole = certify(Entitlement.objects.standing().of_whole().get(), clerk)
    if not stage_first:
        certify(closing.entitlements.get(), clerk)
    of_stage = Certificate.objects.get(stage=closing.stage)

    seen = ripples(whole, on=NOW.date())
    take_back(whole, clerk)

    assert [(one.certificate, one.jp) for one in seen.returning] == [(of_stage, 8)]
    assert records() == [(of_stage.number, 8, "awaiting")]


def test_one_is_valid_of_a_kind_for_each_scope(workshop, clerk):
    registration = make_registration(workshop)
    attends(registration, *ALL_DAY)
    closing = close_first(workshop, clerk)
    first = certify(closing.entitlements.get(), clerk)

    assert certify(closing.entitlements.get(), clerk) == first
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    assert certify(Entitlement.objects.standing().of_whole().get(), clerk) != first


def test_a_band_is_frozen_and_printed(workshop):
    bands = [{"name": "Memuaskan", "from": "80.01"}]
    PassingRule.objects.update(score_means="grades", bands=bands)
    registration = make_registration(workshop)
    make_entitlement(registration, close(workshop), kind="completed", facts={"band": "Memuaskan"})

    certificate = make_certificate(workshop)

    assert certificate.statement["band"] == "Memuaskan"
    assert "dengan kualifikasi Memuaskan" in papers.texts(printed(certificate))[0]
    assert look_up(certificate.public_id).band == "Memuaskan"


# --- exemptions ----------------------------------------------------------------------------------


def test_a_certificate_whose_exemption_was_withdrawn_is_listed_to_be_revoked(workshop, clerk):
    registration = make_registration(workshop)
    attends(registration, (1, "pagi"))
    granted = exempt(
        registration=registration, effect="granted", reason="Tugas", by=clerk, at=AFTER
    )
    PassingRule.objects.update(jp_basis="programme")
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    certificate = certify(Entitlement.objects.standing().of_whole().get(), clerk)
    before = list(queries.without_right(workshop))

    withdraw_exemption(exemption=granted, because="Palsu", by=clerk, at=AFTER)

    assert (certificate.statement["jp_basis"], certificate.statement["jp_total"]) == (
        "attended",
        "4",
    )
    assert (before, list(queries.without_right(workshop))) == ([], [certificate])


# --- surat keterangan ----------------------------------------------------------------------------


@pytest.fixture
def half(workshop, clerk):
    """Came to three of four slots: 12 of 16 JP, where 13 are needed."""
    registration = make_registration(workshop, printed_name="Budi Separuh")
    attends(registration, (1, "pagi"), (1, "siang"), (2, "pagi"))
    return registration


def of_whole(registration):
    return Entitlement.objects.standing().of_whole().get(registration=registration)


def test_who_came_part_of_the_way_gets_a_letter_with_the_hours_followed(workshop, clerk, half):
    close_workshop(workshop=workshop, by=clerk, at=AFTER)

    made = letter(of_whole(half), clerk)

    said = Statement.from_dict(made.statement)
    assert (made.kind, made.state, made.number) == ("followed", "issued", "470/001/KET/2026")
    assert (said.kind, said.jp_total, len(said.lessons)) == ("followed", 12, 3)
    assert records() == []  # unless the rule says so
    (page,) = papers.texts(printed(made))
    assert "SURAT KETERANGAN" in page
    assert "sebanyak 12 JP" in page
    assert papers.decoded(papers.pages(printed(made))[0]) != []
    assert look_up(made.public_id).kind == "followed"
    assert [one.letter for one in followers(workshop)] == [made]


def test_its_hours_go_into_the_record_only_where_the_rule_says_so(workshop, clerk, half):
    PassingRule.objects.update(followed_counts=True)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)

    made = letter(of_whole(half), clerk)

    row = TrainingRecord.objects.get()
    assert (row.number, row.jp, row.form) == (made.number, 12, 13)


def test_a_letter_leaves_out_what_a_stages_certificate_says(workshop, clerk, half):
    PassingRule.objects.update(followed_counts=True)
    of_stage = certify(close_first(workshop, clerk).entitlements.get(), clerk)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)

    made = letter(of_whole(half), clerk)

    assert made.statement["jp_total"] == "4"
    assert [stage["name"] for stage in made.statement["stages"]] == ["Tahap 2"]
    assert [row[:2] for row in records()] == [(of_stage.number, 8), (made.number, 4)]


def test_a_certificate_earned_later_stands_for_the_letter(workshop, clerk, half):
    PassingRule.objects.update(followed_counts=True)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    made = letter(of_whole(half), clerk)
    exempt(registration=half, effect="granted", reason="Tugas", by=clerk, at=AFTER)

    whole = certify(of_whole(half), clerk)

    assert records() == [(whole.number, 12, "awaiting")]
    take_back(whole, clerk)
    assert records() == [(made.number, 12, "awaiting")]


def test_a_letters_name_is_put_right_as_a_version_and_a_letter_is_revoked(workshop, clerk, half):
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    first = letter(of_whole(half), clerk)

    second = supersede(
        certificate=first, person_name="Budi Separoh", reason="Ejaan", by=clerk, at=AFTER
    )
    take_back(second, clerk)

    assert (second.kind, second.version, second.number) == ("followed", 2, first.number)
    assert look_up(second.public_id).state == "revoked"
    assert queries.waiting(workshop).count() == 0


def test_who_cannot_get_a_letter_is_told_why(workshop, clerk, half):
    full, never = make_registration(workshop), make_registration(workshop)
    attends(full, *ALL_DAY)
    of_stage = close_first(workshop, clerk).entitlements.get(registration=never)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)
    letter(of_whole(half), clerk)

    found = []
    for entitlement, more in (
        (of_whole(full), {}),
        (of_whole(never), {}),
        (of_whole(half), {}),
        (of_stage, {}),
        (of_whole(never), {"issued_on": NOW.date() + timedelta(days=30)}),
    ):
        with pytest.raises(Refused) as refusal:
            letter(entitlement, clerk, **more)
        found.append(refusal.value.reasons[0].code)

    assert found == [
        "followed-is-entitled",
        "followed-nothing",
        "followed-made",
        "certificate-before-closing",
        "issued-in-the-future",
    ]
