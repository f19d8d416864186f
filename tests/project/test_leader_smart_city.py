"""The leader's second page: do the programmes run, how is it judged, where does the money go."""

from datetime import date
from decimal import Decimal

import pytest

from participants.models import Role
from project.leader.smart_city import told
from tests.factories import NOW, make_pemda, make_role, make_system, make_unit
from tests.factories_programmes import make_programme, say
from workshops.actions.evaluation import Letter, note_letter, open_evaluation
from workshops.rules.evaluation import USUAL_WEIGHTS

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture
def root():
    return make_pemda("Kabupaten Bantul")


@pytest.fixture
def office(root):
    return make_unit(root, name="Diskominfo")


@pytest.fixture
def leader(client, root):
    user = make_role(Role.LEADER, root, username="bupati", password="rahasia-bupati")
    client.force_login(user)
    return user


def judged(office, year, index):
    found = open_evaluation(
        keeper=office, year=year, weights=USUAL_WEIGHTS, by=make_system(), at=NOW
    )
    note_letter(
        evaluation=found, letter=Letter(index=Decimal(index)), note="", by=make_system(), at=NOW
    )


def furnish(office, rows=2):
    """Three programmes a round: one runs, one waits for money, one nobody reported."""
    for number in range(rows):
        good = make_programme(
            office, title=f"Lapor {number}", quick_win=True, years={2026: (None, 400)}
        )
        stuck = make_programme(
            office, title=f"Portal {number}", pillar="living", years={2026: (None, 600)}
        )
        make_programme(office, title=f"Baru {number}", pillar="economy")
        say(good, spent=100)
        say(stuck, "not_running", "refocusing", on=date(2025, 12, 1), spent=50)
    judged(office, 2024, "3.06")
    judged(office, 2025, "3.31")


def test_the_figures_are_of_this_year_and_of_the_last_word(root, office):
    furnish(office)

    found = told(root, DAY)

    share = found.running.share
    assert (share.running, share.not_running, share.unreported) == (2, 2, 2)
    assert (found.budget, found.spent, found.used) == (2000, 200, 10)
    assert (found.index.index, found.index.improvement) == (Decimal("3.31"), Decimal("0.25"))
    assert [one.title for one in found.quick_wins] == ["Lapor 0", "Lapor 1"]
    assert [count for _name, count in found.running.causes] == [2]


def test_the_page_is_the_leader_s_and_each_chart_has_its_table(client, root, office, leader):
    furnish(office)

    page = client.get("/pimpinan/smart-city/")
    client.force_login(make_role(Role.HR, root))

    assert page.status_code == 200
    assert page.text.count("<table") >= 3
    assert "Refocusing anggaran" in page.text
    assert client.get("/pimpinan/smart-city/").status_code == 403


def test_a_leader_of_one_region_cannot_ask_for_another(client, root, leader):
    assert client.get(f"/pimpinan/smart-city/?daerah={root.public_id}").status_code == 200
    assert client.get(f"/pimpinan/smart-city/?daerah={make_pemda().public_id}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_the_same_queries_however_many_programmes(
    client, office, leader, rows, django_assert_num_queries
):
    furnish(office, rows)

    # session, user, grants; units, their plans; programmes, units; budget; Pemda, evaluations, scores
    with django_assert_num_queries(11):
        client.get("/pimpinan/smart-city/")


@pytest.mark.usefixtures("leader")
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
def test_it_fits_a_laptop_and_a_projector_and_one_sheet(office, open_page, axe, width, height):
    furnish(office)
    for pillar in ("branding", "society", "environment"):
        say(make_programme(office, title=f"Kampung {pillar}", pillar=pillar, quick_win=True))
    page = open_page(width=width, height=height)
    page.goto("/masuk/")
    page.fill("[name=username]", "bupati")
    page.fill("[name=password]", "rahasia-bupati")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")

    page.goto("/pimpinan/smart-city/")

    axe(page)
    assert page.evaluate("document.documentElement.scrollHeight") <= height
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
