"""Every list page takes the same queries at one row and at three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_registration
from tests.factories_plan import ask_units, make_planned

pytestmark = pytest.mark.django_db


def counted(page, name, *args):
    page(name, *args)  # what a process keeps (content types, addresses) is warm by now
    with CaptureQueriesContext(connection) as captured:
        assert page(name, *args).status_code == 200
    return len(captured)


def test_the_list_of_bimtek(page, organiser):
    make_planned(organiser)
    one = counted(page, "workshop-list")
    for _number in range(2):
        make_planned(organiser)

    # session, user, grants, count, rows
    assert (one, counted(page, "workshop-list")) == (5, 5)


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("workshop-detail", 26),  # session, user, workshop, grants, managed; 21 of the overview
        ("schedule-detail", 10),  # 5 as above; stages, slots, sessions, hasil kerja, former dates
        ("invitation-list", 8),  # session, user, workshop, grants; 3 of the rows; stages
        ("invitation-send", 9),  # 4 as above; notices, stages, invitations, links; sent
        ("letter-list", 6),  # 4 as above; people; letters
        ("role-list", 8),  # 4 as above; OPD to choose from, stages, links, roles
        ("guest-list", 5),  # 4 as above; guests
    ],
)
def test_the_lists_of_one_bimtek(page, workshop, organiser, name, queries):
    for invitation in ask_units(workshop, organiser, "A"):
        make_registration(workshop, invitation=invitation)
    one = counted(page, name, workshop)
    for invitation in ask_units(workshop, organiser, "B", "C"):
        make_registration(workshop, invitation=invitation)

    assert (one, counted(page, name, workshop)) == (queries, queries)
