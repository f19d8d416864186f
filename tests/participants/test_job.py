"""Background work survives the death of whoever does it."""

from datetime import timedelta

import pytest

from participants.actions.job import (
    IN_A_BATCH,
    LEASE,
    MAX_ATTEMPTS,
    Batch,
    enqueue,
    perform,
    perform_some,
    reap,
    retry_failed,
    take,
    take_some,
)
from participants.errors import Reason, Refused
from participants.models import JobItem, JobState
from participants.queries.job import progress
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def make_job(now, items=("a", "b")):
    return enqueue(kind="test", items=items, by=make_user(), at=now, workshop="w1")


def grab(now, worker="w"):
    return take(worker=worker, at=now, kinds=["test"])


def test_the_same_key_is_one_item_however_often_it_is_asked_for(now):
    job = make_job(now, items=["a", "a", "b"])

    assert progress(job).total == 2


def test_an_item_is_taken_by_one_worker_alone(now):
    make_job(now, items=["a"])

    first, second = grab(now, "one"), grab(now, "two")

    assert first is not None
    assert second is None


def test_an_item_of_a_dead_worker_is_taken_again_when_its_lease_ran_out(now):
    make_job(now, items=["a"])
    grab(now, "dies")

    again = grab(now + LEASE + timedelta(seconds=1), "lives")

    assert again.leased_by == "lives"
    assert again.attempts == 2


def test_a_worker_that_lost_its_lease_undoes_its_own_work(now):
    make_job(now, items=["a"])
    slow = grab(now, "slow")
    fast = grab(now + LEASE + timedelta(seconds=1), "fast")
    written = []

    def handler(job, item, at):
        written.append(make_user(username=f"made-by-{item.leased_by}"))
        return {}

    perform(item=fast, handler=handler, at=now)
    perform(item=slow, handler=handler, at=now)

    users = type(written[0]).objects.filter(username__startswith="made-by-")
    assert [user.username for user in users] == ["made-by-fast"]


def test_a_refusal_fails_the_item_with_its_reason_and_the_others_go_on(now):
    job = make_job(now)

    def handler(job, item, at):
        if item.key == "a":
            raise Refused(Reason("reason-required"))
        return {"ok": True}

    for _item in range(2):
        perform(item=grab(now), handler=handler, at=now)

    told = progress(job)
    assert (told.done, told.failed, told.finished) == (1, 1, True)
    assert told.errors == (Reason("reason-required"),)


def test_an_unforeseen_error_is_tried_again_and_then_given_up(now):
    job = make_job(now, items=["a"])

    def handler(job, item, at):
        raise ZeroDivisionError

    for _attempt in range(MAX_ATTEMPTS):
        perform(item=grab(now), handler=handler, at=now)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert progress(job).errors == (Reason("job-failed"),)


def test_failed_items_can_be_asked_for_again(now):
    job = make_job(now, items=["a"])
    perform(item=grab(now), handler=_refuse, at=now)

    count = retry_failed(job=job, by=make_user(), at=now)
    perform(item=grab(now), handler=lambda job, item, at: {}, at=now)

    job.refresh_from_db()
    assert (count, job.state) == (1, JobState.DONE)


def test_a_job_without_a_failure_stays_finished_when_it_is_asked_again(now):
    job = make_job(now, items=["a"])
    perform(item=grab(now), handler=lambda job, item, at: {}, at=now)

    count = retry_failed(job=job, by=make_user(), at=now)

    job.refresh_from_db()
    assert (count, job.state, job.finished_at) == (0, JobState.DONE, now)


def test_a_job_whose_last_worker_died_before_saying_so_ends(now):
    job = make_job(now, items=["a"])
    job.items.update(state=JobState.DONE)

    reap(at=now)

    job.refresh_from_db()
    assert (job.state, job.finished_at) == (JobState.DONE, now)


def take_batch(now, size=3, worker="w"):
    return take_some(worker=worker, at=now, sizes={"test": size})


def batch_that(make) -> Batch:
    def keep(job, made, keys, at):
        return {key: made[key] for key in keys}

    def prepare(job, items, at):
        return {item.key: make(item.key) for item in items}

    return Batch(size=3, make=prepare, keep=keep)


def test_a_batch_is_of_one_job_and_no_two_workers_hold_an_item(now):
    make_job(now, items=["a", "b", "c", "d"])
    make_job(now, items=["e"])

    one, two = take_batch(now, worker="one"), take_batch(now, worker="two")

    assert [item.key for item in one] == ["a", "b", "c"]
    assert [item.key for item in two] == ["d"]
    assert {item.attempts for item in one + two} == {1}


def test_in_a_batch_each_item_has_its_own_answer(now):
    job = make_job(now, items=["a", "b", "c"])
    bad = Refused(Reason("reason-required"))

    perform_some(
        items=take_batch(now),
        handler=batch_that(lambda key: bad if key == "b" else {"made": key}),
        at=now,
    )

    told = progress(job)
    assert (told.done, told.failed, told.errors) == (2, 1, (Reason("reason-required"),))
    assert JobItem.objects.get(key="c").result == {"made": "c"}


def test_an_item_that_breaks_spoils_no_other_of_its_batch(now):
    job = make_job(now, items=["a", "b", "c"])

    def make(key):
        return {"made": 1 / (key != "b")}

    perform_some(items=take_batch(now), handler=batch_that(make), at=now)

    states = dict(job.items.values_list("key", "state"))
    assert states == {"a": JobState.DONE, "b": JobState.WAITING, "c": JobState.DONE}


def test_what_was_left_behind_twice_is_tried_alone(now):
    make_job(now, items=["a", "b", "c"])
    for dies in range(IN_A_BATCH):
        later = now + dies * 2 * LEASE
        assert len(take_batch(later)) == 3

    assert len(take_batch(now + 9 * LEASE)) == 1


def test_of_a_batch_whose_lease_ran_out_only_what_is_still_ours_is_kept(now):
    make_job(now, items=["a", "b"])
    slow = take_batch(now)
    JobItem.objects.filter(key="a").update(lease_until=now - LEASE)
    fast = take_batch(now, worker="fast")
    seen = []

    def keep(job, made, keys, at):
        seen.append(list(keys))
        return {key: {} for key in keys}

    handler = Batch(size=3, make=lambda job, items, at: None, keep=keep)
    perform_some(items=fast, handler=handler, at=now)
    perform_some(items=slow, handler=handler, at=now)

    assert seen == [["a"], ["b"]]


def _refuse(job, item, at):
    raise Refused(Reason("reason-required"))


def test_the_reaper_gives_up_what_killed_every_worker(now):
    job = make_job(now, items=["a"])
    JobItem.objects.filter(job=job).update(
        state=JobState.RUNNING, attempts=MAX_ATTEMPTS, lease_until=now - timedelta(seconds=1)
    )

    given_up = reap(at=now)

    job.refresh_from_db()
    assert (given_up, job.state) == (1, JobState.FAILED)
