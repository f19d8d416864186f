"""The audit trail cannot be edited unseen."""

import pytest

from participants.actions import audit
from participants.models import AuditEntry
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


def test_sealing_chains_every_entry_once(now):
    unit = make_unit()
    audit.record("tests.thing.done", unit, by=make_user(), at=now)

    sealed = audit.seal()

    assert sealed == AuditEntry.objects.count() > 0
    assert audit.seal() == 0
    assert audit.first_broken_seal() is None


def test_an_edited_entry_shows(now):
    unit = make_unit()
    entry = audit.record("tests.thing.done", unit, by=make_user(), at=now, count=1)
    audit.record("tests.thing.done", unit, by=make_user(), at=now, count=2)
    audit.seal()

    AuditEntry.objects.filter(pk=entry.pk).update(facts={"count": 7})

    assert audit.first_broken_seal().pk == entry.pk


def test_a_deleted_entry_shows_at_the_one_after_it(now):
    unit = make_unit()
    entry = audit.record("tests.thing.done", unit, by=make_user(), at=now)
    following = audit.record("tests.thing.done", unit, by=make_user(), at=now)
    audit.seal()

    entry.delete()

    assert audit.first_broken_seal().pk == following.pk


def test_a_deed_that_commits_after_the_sealer_has_passed_only_comes_later_in_the_chain(now):
    unit, by = make_unit(), make_user()
    audit.seal()
    later = audit.record("tests.thing.done", unit, by=by, at=now)
    earlier_key = AuditEntry.objects.create(
        pk=later.pk + 10, verb="x", object_kind="x", object_id="x", at=now, by=by
    )
    audit.seal()
    overtaken = AuditEntry.objects.create(
        pk=later.pk + 5, verb="y", object_kind="y", object_id="y", at=now, by=by
    )

    audit.seal()

    overtaken.refresh_from_db()
    earlier_key.refresh_from_db()
    assert overtaken.sealed_as == earlier_key.sealed_as + 1
    assert audit.first_broken_seal() is None
