"""What a certificate asks: seen before it is saved, saved as versions, gone back from."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from participants.errors import Refused
from participants.models import Role
from tests.factories import NOW, make_registration, make_role, make_stage, make_workshop
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan
from workshops.actions.checkin import receive
from workshops.actions.closing import close_workshop
from workshops.actions.rule import set_passing_rule
from workshops.models import PassingRule, Session
from workshops.queries.progress import progress_of, rule_in_force
from workshops.queries.rule import consequence
from workshops.rules.entitlement import band_of, bands_text, read_bands
from workshops.rules.passing import FIELDS, PRESETS, in_words

AFTER = NOW + timedelta(days=2)
NOON = EIGHT + timedelta(hours=5)
BANDS = "90,01 Sangat Memuaskan\n80,01 Memuaskan\n70,01 Cukup Memuaskan"


@pytest.fixture
def workshop():
    return make_workshop(state="running")


@pytest.fixture
def clerk(workshop):
    return make_organiser(workshop)


def attends(registration, *moments):
    _device, token = make_door(registration.workshop)
    for moment in moments:
        receive(token=token, items=[make_scan(registration)], at=moment)


def said(**more):
    return {
        "percent": "80",
        "mandatory_required": "on",
        "score_means": "condition",
        "floor_jp": "0",
        "jp_basis": "attended",
        "versi": "1",
    } | more


def address(workshop):
    return f"/bimtek/{workshop.public_id}/aturan/"


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- bands ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "band"),
    [
        ("100", "Sangat Memuaskan"),
        ("90.01", "Sangat Memuaskan"),
        ("90", "Memuaskan"),
        ("80.01", "Memuaskan"),
        ("70.01", "Cukup Memuaskan"),
        ("70", ""),
        (None, ""),
    ],
)
def test_a_score_has_the_highest_band_whose_lowest_it_reaches(score, band):
    assert band_of(score and Decimal(score), read_bands(BANDS)) == band


def test_bands_are_read_as_they_are_shown():
    assert bands_text(read_bands("70,01  Cukup Memuaskan\n\n90.01 Sangat Memuaskan")) == (
        "90,01 Sangat Memuaskan\n70,01 Cukup Memuaskan"
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Sangat Memuaskan", "band-unreadable"),
        ("90", "band-unreadable"),
        ("101 Luar Biasa", "score-out-of-range"),
        ("90 A\n90 B", "band-twice"),
        ("90 A\n80 A", "band-twice"),
        ("\n".join(f"{n} B{n}" for n in range(10, 80, 10)), "bands-too-many"),
    ],
)
def test_bands_that_cannot_be_meant_are_refused(typed, code):
    with pytest.raises(Refused) as refusal:
        read_bands(typed)

    assert refusal.value.reasons[0].code == code


# --- the rule ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_lulus_is_for_training_under_bkpsdm(workshop, clerk):
    asked = {"minimum_share": Decimal("0.8"), "minimum_score": Decimal(70), "score_means": "grades"}
    bands = read_bands(BANDS)

    with pytest.raises(Refused) as refusal:
        set_passing_rule(workshop=workshop, by=clerk, at=NOW, **asked)
    hr = make_role(Role.HR, workshop.unit)
    rule = set_passing_rule(workshop=workshop, by=hr, at=NOW, bands=bands, **asked)
    with pytest.raises(Refused) as low:
        set_passing_rule(
            workshop=workshop, by=hr, at=NOW, bands=[{"name": "Gagal", "from": "50"}], **asked
        )
    with pytest.raises(Refused) as scoreless:
        set_passing_rule(workshop=workshop, by=hr, at=NOW, **asked | {"minimum_score": None})

    assert [one.code for one in refusal.value.reasons] == ["pass-needs-hr"]
    assert (rule.version, rule.bands[0]["name"]) == (2, "Sangat Memuaskan")
    assert [one.code for one in low.value.reasons] == ["band-below-minimum"]
    assert [one.code for one in scoreless.value.reasons] == ["pass-needs-score"]


@pytest.mark.django_db
def test_bands_without_a_score_that_grades_are_no_rule(workshop, clerk):
    with (
        pytest.raises(
            IntegrityError, match="workshops_passingrule_bands_are_of_a_score_that_grades"
        ),
        transaction.atomic(),
    ):
        PassingRule.objects.create(
            workshop=workshop, version=9, bands=read_bands(BANDS), made_at=NOW, made_by=clerk
        )


@pytest.mark.django_db
def test_a_version_saved_meanwhile_is_not_overwritten_unseen(workshop, clerk):
    set_passing_rule(workshop=workshop, minimum_share=Decimal("0.9"), by=clerk, at=NOW, based_on=1)

    with pytest.raises(Refused) as refusal:
        set_passing_rule(
            workshop=workshop, minimum_share=Decimal("0.5"), by=clerk, at=NOW, based_on=1
        )

    assert refusal.value.reasons[0].code == "rule-changed-meanwhile"
    assert rule_in_force(workshop).minimum_share == Decimal("0.9")


@pytest.mark.django_db
def test_mandatory_sessions_count_only_where_the_rule_says_so(workshop, clerk):
    Session.objects.filter(topic_id="Materi siang 1").update(mandatory=True)
    registration = make_registration(workshop)
    attends(registration, EIGHT)
    half = PassingRule(workshop=workshop, **FIELDS | {"minimum_share": Decimal("0.5")})

    (strict,) = progress_of(workshop, at=AFTER, rule=half)
    half.mandatory_required = False
    (lenient,) = progress_of(workshop, at=AFTER, rule=half)

    assert (strict.kind, [one.code for one in strict.reasons]) == ("none", ["mandatory-missed"])
    assert (lenient.kind, lenient.reasons) == ("attended", ())


@pytest.mark.django_db
def test_only_the_marked_works_count(workshop, clerk):
    counted, other = (
        workshop.stages.get().deliverables.create(order=order, title_id=f"Karya {order}")
        for order in (1, 2)
    )
    make_registration(workshop)
    rule = PassingRule(
        workshop=workshop,
        **FIELDS | {"deliverables_required": True, "counted_deliverables": [counted.public_id]},
    )

    (marked,) = progress_of(workshop, at=AFTER, rule=rule)
    rule.counted_deliverables = []
    (everything,) = progress_of(workshop, at=AFTER, rule=rule)

    assert (marked.progress.deliverables_asked, everything.progress.deliverables_asked) == (1, 2)
    assert other.public_id not in rule.counted_deliverables


@pytest.mark.django_db
def test_the_consequence_is_what_the_rule_then_says(workshop, clerk):
    full, half = make_registration(workshop), make_registration(workshop)
    attends(full, EIGHT, NOON)
    attends(half, EIGHT)
    asked = FIELDS | {"minimum_share": Decimal("0.5")}

    seen = consequence(
        workshop, PassingRule(workshop=workshop, **asked), rule_in_force(workshop), at=AFTER
    )
    set_passing_rule(workshop=workshop, by=clerk, at=NOW, **asked)
    closing = close_workshop(workshop=workshop, by=clerk, at=AFTER)

    assert (seen.people, seen.entitled_before, seen.entitled, seen.missing) == (2, 1, 2, 0)
    assert [(one.name, one.before, one.after) for one in seen.changed] == [
        (half.printed_name, "none", "attended")
    ]
    assert closing.entitlements.exclude(kind="none").count() == seen.entitled


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_consequence_takes_the_same_queries_however_many(
    workshop, people, django_assert_num_queries
):
    for _person in range(people):
        make_registration(workshop)
    rule = rule_in_force(workshop)

    with django_assert_num_queries(20):  # progress_of twice, each with its rule given
        consequence(workshop, PassingRule(workshop=workshop, **FIELDS), rule, at=AFTER)


def test_every_preset_has_words(db, workshop):
    for preset in PRESETS.values():
        rule = PassingRule(workshop=workshop, **FIELDS | dict(preset.asked))

        assert in_words(rule)[0] == "Hadir paling sedikit 80 % dari JP."


# --- the page ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_page_shows_the_consequence_first_and_saves_what_was_seen(client, workshop, clerk):
    client.force_login(clerk)
    make_registration(workshop)

    seen = client.post(address(workshop), said(percent="0"))
    looked_at = seen.context["looked_at"]
    saved = client.post(
        address(workshop), said(percent="0", simpan="1", dilihat=looked_at), follow=True
    )

    assert "Dengan aturan ini 1 berhak, 0 belum." in text_of(seen)
    assert "disimpan sebagai versi 2" in text_of(saved)
    rule = rule_in_force(workshop)
    assert (rule.version, rule.minimum_share, rule.made_by) == (2, Decimal(0), clerk)


@pytest.mark.django_db
def test_what_was_changed_after_looking_is_shown_again_and_not_saved(client, workshop, clerk):
    client.force_login(clerk)
    looked_at = client.post(address(workshop), said(percent="0")).context["looked_at"]

    page = client.post(address(workshop), said(percent="50", simpan="1", dilihat=looked_at))

    assert "Isiannya berubah sesudah dilihat" in text_of(page)
    assert rule_in_force(workshop).version == 1


@pytest.mark.django_db
def test_an_earlier_version_is_gone_back_to_as_a_new_one(client, workshop, clerk):
    client.force_login(clerk)
    set_passing_rule(workshop=workshop, minimum_share=Decimal("0.9"), by=clerk, at=NOW)

    offered = client.get(address(workshop) + "?versi=1")
    client.post(
        address(workshop),
        said(percent="80", versi="2", simpan="1", dilihat=offered.context["looked_at"]),
    )

    assert rule_in_force(workshop).version == 3
    assert rule_in_force(workshop).minimum_share == Decimal("0.8")


@pytest.mark.django_db
@pytest.mark.parametrize("code", list(PRESETS))
def test_a_preset_is_offered_with_its_consequence(client, workshop, clerk, code):
    client.force_login(clerk)

    page = client.get(f"{address(workshop)}?contoh={code}")

    assert "Dengan aturan ini" in text_of(page)
    assert rule_in_force(workshop).version == 1


@pytest.mark.django_db
def test_what_cannot_be_saved_says_so_and_loses_nothing_typed(client, workshop, clerk):
    client.force_login(clerk)
    make_stage(workshop, order=2)

    grades = client.post(
        address(workshop), said(minimum_score="70", score_means="grades", bands_typed=BANDS)
    )
    stray = client.post(address(workshop), said(bands_typed=BANDS))
    wrong = client.post(address(workshop), said(percent="180", bands_typed="bagus sekali"))

    assert "hanya untuk pelatihan di bawah BKPSDM: aturan ini disimpan oleh" in text_of(grades)
    assert "Simpan sebagai versi baru" not in text_of(grades)
    assert "90,01 Sangat Memuaskan" in grades.content.decode()
    assert "Kualifikasi hanya ada bila nilai menentukan lulus." in text_of(stray)
    assert "bagus sekali" in wrong.content.decode()
    assert "Akibatnya" not in text_of(wrong)


@pytest.mark.django_db
def test_after_the_closing_the_page_says_that_the_rule_is_frozen(client, workshop, clerk):
    client.force_login(clerk)
    close_workshop(workshop=workshop, by=clerk, at=AFTER)

    page = client.get(address(workshop) + "?versi=1")

    assert "Versi 1 dibekukan bersama penutupan kegiatan" in text_of(page)
    assert "Akibatnya" not in text_of(page)
    assert client.post(address(workshop), said(percent="1", simpan="1")).status_code in (200, 302)
    assert rule_in_force(workshop).version == 1
