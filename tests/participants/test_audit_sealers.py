"""Several workers seal the trail: one chain, and nobody falls over the other."""

import pytest

from participants.actions import audit
from participants.models import AuditEntry
from tests.at_once import at_once
from tests.factories import make_unit, make_user

DEEDS = 40


@pytest.mark.django_db(transaction=True)
def test_workers_that_seal_at_the_same_time_make_one_chain(now):
    unit, by = make_unit(), make_user()
    for number in range(DEEDS):
        audit.record("tests.thing.done", unit, by=by, at=now, count=number)
    all_of_them = AuditEntry.objects.count()

    sealed = at_once(2, lambda _worker: sum(audit.seal(limit=1) for _ in range(DEEDS)))

    assert all(isinstance(count, int) for count in sealed), sealed
    sealed.append(audit.seal())
    assert sum(sealed) == all_of_them
    assert AuditEntry.objects.unsealed().count() == 0
    assert audit.first_broken_seal() is None
