"""The evaluation on its pages: from a new year to the letter, beside the years before."""

from decimal import Decimal

import pytest

from participants.models import Role
from tests.factories import NOW, make_pemda, make_role, make_system, make_unit
from workshops.actions.evaluation import Letter, note_letter, open_evaluation
from workshops.models import Dimension, Evaluation, Pillar
from workshops.queries.evaluation import years_of
from workshops.rules.evaluation import USUAL_WEIGHTS

pytestmark = pytest.mark.django_db
KEDIRI = dict(zip(Dimension.values, ("3,60", "3,21", "3,23", "3,07", "3,65"), strict=True))
PILLARS = dict(zip(Pillar.values, ("2,75", "2,75", "3,5", "3,33", "3,33", "2,75"), strict=True))


@pytest.fixture
def office():
    return make_unit(make_pemda("Kota Kediri", timezone="Asia/Jakarta"), name="Diskominfo")


@pytest.fixture
def organiser(client, office):
    user = make_role(Role.ORGANISER, office)
    client.force_login(user)
    return user


def before(office, year=2021, index="3.06"):
    found = open_evaluation(
        keeper=office, year=year, weights=USUAL_WEIGHTS, by=make_system(), at=NOW
    )
    return note_letter(
        evaluation=found, letter=Letter(index=Decimal(index)), note="", by=make_system(), at=NOW
    )


def test_kediri_2022_from_a_new_year_to_the_letter(client, organiser, office):
    before(office)
    weights = dict(USUAL_WEIGHTS)
    made = client.post("/evaluasi/baru/", {"keeper": office.public_id, "year": 2022, **weights})
    page = made.url

    client.post(f"{page}nilai/mandiri/", {**KEDIRI, "impact": "3,5"})
    offered = client.get(f"{page}nilai/asesor/").context["form"]["impact"].value()
    client.post(f"{page}nilai/asesor/", {**KEDIRI, **PILLARS})
    client.post(
        f"{page}surat/",
        {
            "number": "B-1003/DJAI/AI.01.04/12/2022",
            "dated_on": "2022-12-20",
            "province_rank": "3",
            "national_rank": "40",
        },
    )

    assert offered == "3,50"  # the assessors begin from the self-assessment
    shown = client.get(page)
    assert shown.context["year"].index == Decimal("3.31")
    assert "3,31" in shown.text
    assert "0,25 dari tahun sebelumnya" in shown.text
    assert "Rata-rata enam pilar: 3,07; inilah nilai Impact." in shown.text
    years = client.get("/evaluasi/")
    assert "+0,25" in years.text
    assert "B-1003/DJAI/AI.01.04/12/2022" in years.text
    assert [one.value for one in years.context["chart"].columns] == [
        Decimal("3.06"),
        Decimal("3.31"),
    ]


def test_what_is_refused_stays_as_it_was_typed(client, organiser, office):
    found = before(office)

    heavy = client.post(f"/evaluasi/{found.public_id}/bobot/", {**USUAL_WEIGHTS, "impact": "30"})
    high = client.post(f"/evaluasi/{found.public_id}/nilai/mandiri/", {"impact": "4,5"})
    early = client.post(f"/evaluasi/{found.public_id}/nilai/asesor/", {"impact": "4"})

    assert (heavy.status_code, high.status_code, early.status_code) == (422, 422, 422)
    assert "Jumlah bobot 110; seharusnya 100." in heavy.text
    assert 'value="4,5"' in high.text
    assert "Isi penilaian mandiri lebih dahulu" in early.text


def test_a_letter_that_says_otherwise_is_believed_and_the_difference_shown(
    client, organiser, office
):
    found = before(office, 2022, "3.40")
    for round_ in ("mandiri", "asesor"):
        client.post(f"/evaluasi/{found.public_id}/nilai/{round_}/", KEDIRI)

    page = client.get(f"/evaluasi/{found.public_id}/")

    assert years_of(office.parent)[0].index == Decimal("3.40")
    assert "Surat menyebut 3,40, sedangkan nilai asesor menghasilkan 3,31." in page.text


def test_a_leader_reads_and_an_opd_does_not(client, office):
    found = before(office)
    client.force_login(make_role(Role.LEADER, office.parent))
    page = client.get(f"/evaluasi/{found.public_id}/")
    assert (page.status_code, page.context["manages"]) == (200, False)
    assert client.get(f"/evaluasi/{found.public_id}/bobot/").status_code == 403
    client.force_login(make_role(Role.UNIT_ADMIN, make_unit(office.parent)))
    assert client.get("/evaluasi/").status_code == 403
    client.force_login(make_role(Role.ORGANISER, make_unit(make_pemda())))
    assert client.get(f"/evaluasi/{found.public_id}/").status_code == 404
    assert client.get(f"/evaluasi/{found.public_id}/surat/").status_code == 404
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_years_take_the_same_queries_however_many(
    client, organiser, office, rows, django_assert_num_queries
):
    for year in range(2020, 2020 + rows):
        before(office, year)

    with django_assert_num_queries(6):  # session, user, grants; Pemda; evaluations, scores
        client.get("/evaluasi/")
