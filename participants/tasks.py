"""What the worker does with big uploads: each takes an id and calls one action, all or nothing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from participants.actions import importing as actions
from participants.actions.job import Answers, Batch
from participants.importing.sheet import Sheet
from participants.importing.staging import judge_again, sheets_kept
from participants.models import ImportSession, Job, JobItem


def _session(public_id: str) -> ImportSession:
    return ImportSession.objects.select_related("unit", "plan").get(public_id=public_id)


def _sheets(_job: Job, items: list[JobItem], _at: datetime) -> list[Sheet]:
    """Outside the transaction: reading the file takes seconds, in a process of its own."""
    (item,) = items
    return sheets_kept(_session(item.key))


def _judge(job: Job, sheets: list[Sheet], keys: Collection[str], at: datetime) -> Answers:
    return {
        key: judge_again(
            session=_session(key), sheets=sheets, job=job, by=job.requested_by, at=at
        ).counts
        for key in keys
    }


READING = Batch(size=1, make=_sheets, keep=_judge)


def commit_import(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """The one item of "imports.commit": everything in one transaction with the item's completion, so
    that a worker that dies has written nothing and another begins anew."""
    session = actions.commit(
        session=_session(item.key),
        set_aside=job.args["set_aside"],
        job=job,
        by=job.requested_by,
        at=at,
    )
    return dict(session.counts)


def foresee_undoing(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """The one item of "imports.foresee"."""
    found = actions.foresee(session=_session(item.key), by=job.requested_by, at=at)
    return {"kept": len(found.kept)}


def undo_import(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """The one item of "imports.undo", as ``commit_import``."""
    actions.undo(
        session=_session(item.key),
        set_aside=job.args["set_aside"],
        job=job,
        by=job.requested_by,
        at=at,
    )
    return {}
