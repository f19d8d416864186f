"""Forty units are asked at once, reminded, and asked no more."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from participants.errors import Refused
from participants.models import Notice, NoticeState, OrganisationUnit, UnitKind, UserKind
from tests.factories import NOW, make_registration, make_unit
from tests.factories_plan import make_organiser, make_planned
from workshops.actions import invitation as actions
from workshops.actions import link as links
from workshops.models import Invitation, InvitationBody, Link, Seat, WorkshopState
from workshops.queries.invitation import invitation_rows
from workshops.rules.inviting import AskedUnit, KnownUnit, directory, kind_of, unit_key

pytestmark = pytest.mark.django_db


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


@pytest.fixture
def organiser():
    return make_organiser()


@pytest.fixture
def workshop(organiser):
    return make_planned(organiser)


def ask(workshop, organiser, *names, **given):
    return actions.invite(
        workshop=workshop,
        units=[name if isinstance(name, AskedUnit) else AskedUnit(name) for name in names],
        body=given.pop("body", InvitationBody.UNIT),
        seats=given.pop("seats", 2),
        by=organiser,
        at=NOW,
        **given,
    )


def test_each_unit_gets_seats_a_link_of_its_own_and_a_message(workshop, organiser):
    invited = ask(
        workshop, organiser, AskedUnit("Dinas Kesehatan", "+6281234567890"), "Kecamatan Siotapina"
    )

    health, district = invited.invitations
    assert (health.phone, health.seats.count()) == ("+6281234567890", 2)
    assert health.links.get().user.kind == UserKind.LINK
    assert health.links.get().lookup == links.link_lookup(health.links.get().token())
    assert district.unit.kind == UnitKind.DISTRICT
    assert Notice.objects.filter(code="workshops.invitation", state=NoticeState.READY).count() == 2
    assert invited.units_made == 2


def test_a_unit_is_known_by_its_name_however_it_is_typed(workshop, organiser):
    root = OrganisationUnit.objects.get(path=workshop.unit.root_path)
    known = make_unit(root, name="Dinas Komunikasi & Informatika", short_name="Diskominfo")
    elsewhere = make_unit(name="Dinas Kesehatan")

    invited = ask(workshop, organiser, "DINAS  KOMUNIKASI dan INFORMATIKA.", "Dinas Kesehatan")

    units = [invitation.unit for invitation in invited.invitations]
    assert known in units
    assert elsewhere not in units  # another Pemda's


def test_one_unit_pasted_twice_and_under_its_short_name_is_asked_once(workshop, organiser):
    root = OrganisationUnit.objects.get(path=workshop.unit.root_path)
    make_unit(root, name="Dinas Kesehatan", short_name="Dinkes")

    invited = ask(workshop, organiser, "Dinas Kesehatan", "dinas kesehatan", "Dinkes")

    assert len(invited.invitations) == 1


def test_asking_again_keeps_what_is_there(workshop, organiser):
    first = ask(workshop, organiser, "Dinas Kesehatan").invitations[0]

    again = ask(workshop, organiser, "Dinas Kesehatan", "Dinas Sosial", seats=5)

    assert [str(one.unit) for one in again.invitations] == ["Dinas Sosial"]
    assert again.known_before == 1
    assert first.seats.count() == 2
    assert first.links.count() == 1


def test_forty_take_as_many_queries_as_two(organiser):
    counts = []
    for size in (2, 40):
        workshop = make_planned(organiser)
        names = [f"Dinas {size} {number}" for number in range(size)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            invited = ask(workshop, organiser, *names)
        assert len(invited.invitations) == size
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_a_body_from_outside_is_an_external_unit_of_the_pemda(workshop, organiser):
    bank = ask(workshop, organiser, "Bank Sultra", body=InvitationBody.OUTSIDE).invitations[0]

    assert (bank.unit.kind, bank.unit.root_path) == (UnitKind.EXTERNAL, workshop.unit.root_path)


def test_inviting_may_open_registration(workshop, organiser):
    ask(workshop, organiser, "Dinas Kesehatan", open_now=True)

    workshop.refresh_from_db()
    assert workshop.state == WorkshopState.OPEN


@pytest.mark.parametrize(
    ("names", "seats", "code"),
    [
        ([], 2, "nobody-invited"),
        (["…", " "], 2, "nobody-invited"),
        (["Dinas"], 0, "seats-out-of-range"),
        (["Dinas"], 101, "seats-out-of-range"),
    ],
)
def test_nobody_or_nonsense_is_refused(workshop, organiser, names, seats, code):
    with pytest.raises(Refused) as refusal:
        ask(workshop, organiser, *names, seats=seats)

    assert codes(refusal) == [code]
    assert not Invitation.objects.exists()


def test_a_withdrawn_invitation_is_dead_and_may_be_made_again(workshop, organiser):
    invitation = ask(workshop, organiser, "Dinas Kesehatan").invitations[0]
    old = invitation.links.get()

    actions.withdraw_invitation(invitation=invitation, by=organiser, at=NOW)
    with pytest.raises(Refused) as twice:
        actions.withdraw_invitation(invitation=invitation, by=organiser, at=NOW)
    dead = list(Link.objects.working(NOW))
    dropped = Notice.objects.get().state
    back = ask(workshop, organiser, "Dinas Kesehatan").invitations[0]

    assert codes(twice) == ["invitation-withdrawn"]
    assert (dead, dropped) == ([], NoticeState.DROPPED)
    assert back == invitation
    assert back.seats.count() == 2
    assert Link.objects.working(NOW).get() != old


def test_an_invitation_with_people_is_not_withdrawn(workshop, organiser):
    invitation = ask(workshop, organiser, "Dinas Kesehatan").invitations[0]
    make_registration(workshop, invitation=invitation)

    with pytest.raises(Refused) as refusal:
        actions.withdraw_invitation(invitation=invitation, by=organiser, at=NOW)

    assert codes(refusal) == ["invitation-has-people"]


def test_seats_grow_and_shrink_but_never_below_those_held(workshop, organiser):
    invitation = ask(workshop, organiser, "Dinas Kesehatan").invitations[0]
    change = {"invitation": invitation, "by": organiser, "at": NOW}
    actions.change_seats(seats=5, **change)
    make_registration(workshop, invitation=invitation)
    make_registration(workshop, invitation=invitation)

    actions.change_seats(seats=2, **change)
    with pytest.raises(Refused) as refusal:
        actions.change_seats(seats=1, **change)

    assert codes(refusal) == ["seats-taken"]
    assert list(invitation.seats.order_by("ordinal").values_list("ordinal", flat=True)) == [1, 2]


def test_a_renewed_link_kills_the_old_one_and_readies_one_message(workshop, organiser):
    invitation = ask(workshop, organiser, "Dinas Kesehatan").invitations[0]
    old = invitation.links.get()

    renewed = actions.renew_invitation_link(invitation=invitation, by=organiser, at=NOW)

    assert Link.objects.working(NOW).get() == renewed
    assert renewed.lookup != old.lookup
    assert Notice.objects.filter(state=NoticeState.READY).count() == 1


def test_a_link_is_renewed_and_revoked_once(workshop, organiser):
    link = ask(workshop, organiser, "Dinas Kesehatan").invitations[0].links.get()
    links.reissue_link(link=link, by=organiser, at=NOW)

    with pytest.raises(Refused) as refusal:
        links.revoke_link(link=link, by=organiser, at=NOW)

    assert codes(refusal) == ["link-not-working"]


def test_a_link_stops_with_its_last_day(workshop, organiser):
    link = ask(workshop, organiser, "Dinas Kesehatan").invitations[0].links.get()

    assert list(Link.objects.working(link.valid_to)) == [link]
    assert list(Link.objects.working(link.valid_to + timedelta(seconds=1))) == []


def test_reminding_reaches_who_has_seats_empty_and_no_message_waiting(workshop, organiser):
    waiting, told, full = ask(workshop, organiser, "A", "B", "C", seats=1).invitations
    Notice.objects.exclude(about_id=waiting.public_id).update(
        state=NoticeState.SENT, sent_at=NOW, sent_by=organiser
    )
    make_registration(workshop, invitation=full)

    reminded = actions.remind(workshop=workshop, by=organiser, at=NOW)
    again = actions.remind(workshop=workshop, by=organiser, at=NOW)

    assert (reminded, again) == ([told], [])


@pytest.mark.parametrize(
    "act",
    [
        lambda w, i, by: ask(w, by, "Dinas Lain"),
        lambda w, i, by: actions.withdraw_invitation(invitation=i, by=by, at=NOW),
        lambda w, i, by: actions.change_seats(invitation=i, seats=3, by=by, at=NOW),
        lambda w, i, by: actions.renew_invitation_link(invitation=i, by=by, at=NOW),
        lambda w, i, by: actions.remind(workshop=w, by=by, at=NOW),
    ],
)
def test_a_closed_bimtek_asks_nobody(workshop, organiser, act):
    invitation = ask(workshop, organiser, "Dinas Kesehatan").invitations[0]
    workshop.state, workshop.closed_at, workshop.closed_by = WorkshopState.CLOSED, NOW, organiser
    workshop.save()

    with pytest.raises(Refused) as refusal:
        act(workshop, invitation, organiser)

    assert codes(refusal) == ["workshop-closed"]


def test_who_has_named_nobody_stands_on_top(workshop, organiser):
    full, part, none, gone = ask(workshop, organiser, "A", "B", "C", "D").invitations
    for _number in range(2):
        make_registration(workshop, invitation=full)
    make_registration(workshop, invitation=part)
    actions.withdraw_invitation(invitation=gone, by=organiser, at=NOW)

    rows = invitation_rows(workshop, user=organiser, at=NOW)

    assert [(row.invitation, row.named, row.answered) for row in rows] == [
        (none, 0, "none"),
        (part, 1, "some"),
        (full, 2, "all"),
        (gone, 0, "withdrawn"),
    ]
    assert [bool(row.link) for row in rows] == [True, True, True, False]


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_takes_three_queries_however_many_were_asked(
    workshop, organiser, units, django_assert_num_queries
):
    ask(workshop, organiser, *[f"Dinas {number}" for number in range(units)])
    list(Invitation.objects.visible_to(organiser))  # reads the grants, once per request

    with django_assert_num_queries(3):  # invitations, links, notices
        assert len(invitation_rows(workshop, user=organiser, at=NOW)) == units


def test_a_unit_is_asked_once_and_a_seat_has_its_own_number(workshop, organiser):
    invitation = ask(workshop, organiser, "Dinas Kesehatan").invitations[0]
    seat = invitation.seats.first()

    with (
        pytest.raises(IntegrityError, match=r"workshops_invitation_once_per_unit|workshop_id"),
        transaction.atomic(),
    ):
        Invitation.objects.create(
            workshop=workshop,
            unit=invitation.unit,
            body=invitation.body,
            invited_at=NOW,
            invited_by=organiser,
        )
    with (
        pytest.raises(IntegrityError, match=r"workshops_seat_ordinal_once|invitation_id"),
        transaction.atomic(),
    ):
        Seat.objects.create(
            invitation=invitation, ordinal=seat.ordinal, first_stage=seat.first_stage
        )


def test_keys_and_kinds_of_names():
    assert unit_key(" DINAS  Kesehatan. ") == unit_key("dinas kesehatan")
    assert kind_of("Kapanewon Sewon", outside=False) == UnitKind.DISTRICT
    assert kind_of("Universitas Halu Oleo", outside=False) == UnitKind.OTHER
    assert kind_of("Dinas Kominfo Provinsi", outside=True) == UnitKind.EXTERNAL


def test_of_two_units_with_one_name_the_higher_is_meant():
    low, high = KnownUnit(1, "a.b.c.", ("Sekretariat",)), KnownUnit(2, "a.d.", ("Sekretariat",))

    assert directory([low, high]) == {"sekretariat": 2}
