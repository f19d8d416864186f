"""Scores that were kept before they had a stage go to the last stage of their Bimtek."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import NOW

BEFORE = [("workshops", "0018_programmes")]
AFTER = [("workshops", "0020_a_score_has_a_stage")]


@pytest.mark.heavy
@pytest.mark.django_db(transaction=True)
def test_each_score_of_before_gets_the_last_stage_of_its_own_bimtek():
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        last = _fill(_migrate(BEFORE))
        new = _migrate(AFTER)
    finally:
        _migrate(leaves)

    scores = new.get_model("workshops", "TestScore").objects.order_by("pk")
    assert list(scores.values_list("stage__title_id", "kind")) == last


def _migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def _fill(apps):
    """Two Bimtek of two stages and of one; each with a person who was tested before and after."""
    make = lambda label, **fields: apps.get_model(*label.split(".")).objects.create(**fields)
    by = make("participants.User", username="lama", password="!")
    root = make(
        "participants.OrganisationUnit", public_id="root", name="Pemda", path="1/", kind="pemda"
    )
    expected = []
    for name, stages in (("A", 2), ("B", 1)):
        workshop = make(
            "workshops.Workshop", unit=root, title_id=name, created_at=NOW, created_by=by
        )
        for order in range(stages, 0, -1):  # the last one is not the newest row
            make(
                "workshops.Stage",
                public_id=f"stage{name}{order}",
                workshop=workshop,
                order=order,
                title_id=f"{name}{order}",
                starts_on=NOW.date(),
                ends_on=NOW.date(),
            )
        person = make(
            "participants.Person",
            public_id=f"person{name}",
            full_name=name,
            home_unit=root,
            created_at=NOW,
            created_by=by,
        )
        registration = make(
            "workshops.Registration",
            public_id=f"reg{name}",
            workshop=workshop,
            person=person,
            unit=root,
            printed_name=name,
            code_lookup=name,
            code_sealed=name,
            registered_at=NOW,
            registered_by=by,
        )
        for kind in ("pre", "post"):
            make(
                "workshops.TestScore",
                registration=registration,
                kind=kind,
                score=70,
                scored_at=NOW,
                scored_by=by,
            )
            expected.append((f"{name}{stages}", kind))
    return expected
