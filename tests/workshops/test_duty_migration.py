"""Versions that were sent before duties existed keep whose they are."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import NOW

BEFORE = [("workshops", "0013_paper_sheets")]
AFTER = [("workshops", "0016_submissions_belong_to_duties")]


@pytest.mark.heavy
@pytest.mark.django_db(transaction=True)
def test_each_version_of_before_gets_the_duty_it_answers_and_the_hash_of_its_file():
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = _migrate(BEFORE)
        kept = _fill(old)
        new = _migrate(AFTER)
    finally:
        _migrate(leaves)

    submissions = new.get_model("workshops", "Submission").objects.order_by("pk")
    found = [
        (one.pk, one.duty.deliverable_id, one.duty.invitation_id, one.content_hash, one.state)
        for one in submissions.select_related("duty")
    ]
    assert found == kept
    assert new.get_model("workshops", "Duty").objects.count() == 3


def _migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def _fill(apps):
    """Two units, two works; one pair sent twice: (pk, deliverable, invitation, hash, state)."""
    make = lambda label, **fields: apps.get_model(*label.split(".")).objects.create(**fields)
    by = make("participants.User", username="lama", password="!")
    root = make(
        "participants.OrganisationUnit", public_id="root", name="Pemda", path="1/", kind="pemda"
    )
    units = [
        make(
            "participants.OrganisationUnit",
            public_id=f"unit{n}",
            name=f"OPD {n}",
            path=f"1/{n}/",
            parent=root,
        )
        for n in range(2)
    ]
    workshop = make(
        "workshops.Workshop", unit=units[0], title_id="B", created_at=NOW, created_by=by
    )
    stage = make(
        "workshops.Stage",
        workshop=workshop,
        order=1,
        title_id="I",
        starts_on="2026-11-23",
        ends_on="2026-11-24",
    )
    works = [
        make("workshops.Deliverable", public_id=f"work{n}", stage=stage, order=n, title_id="L")
        for n in range(2)
    ]
    invitations = [
        make(
            "workshops.Invitation",
            public_id=f"inv{n}",
            workshop=workshop,
            unit=unit,
            body="unit",
            invited_at=NOW,
            invited_by=by,
        )
        for n, unit in enumerate(units)
    ]
    rows = []
    for number, (work, who, version, state) in enumerate(
        [
            (0, 0, 1, "returned"),
            (0, 0, 2, "accepted"),
            (0, 1, 1, "submitted"),
            (1, 0, 1, "submitted"),
        ]
    ):
        stored = make(
            "participants.StoredFile",
            public_id=f"file{number}",
            name="lembar.docx",
            content=f"x/{number}",
            content_type="x",
            size=1,
            sha256=str(number) * 64,
            unit=units[who],
            stored_at=NOW,
            stored_by=by,
        )
        sent = make(
            "workshops.Submission",
            public_id=f"sub{number}",
            deliverable=works[work],
            invitation=invitations[who],
            version=version,
            previous_id=rows[0][0] if version == 2 else None,
            file=stored,
            state=state,
            submitted_at=NOW,
            submitted_by=by,
        )
        rows.append((sent.pk, works[work].pk, invitations[who].pk, stored.sha256, state))
    return rows
