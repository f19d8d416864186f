"""Until which age a post is held, and the day it becomes free."""

from datetime import date

import pytest

from participants.rules.retirement import Limit, level_of, limit_for, retires_on

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("born", "age", "free"),
    [
        (date(1968, 11, 22), 58, date(2026, 12, 1)),
        (date(1968, 12, 1), 58, date(2027, 1, 1)),
        (date(1968, 12, 31), 58, date(2027, 1, 1)),
        (date(1964, 2, 29), 60, date(2024, 3, 1)),
    ],
)
def test_a_post_is_free_on_the_first_of_the_next_month(born, age, free):
    assert retires_on(born, age) == free


@pytest.mark.parametrize(
    ("kind", "name", "age"),
    [
        ("jpt", "Kepala Dinas", 60),
        ("administrator", "Sekretaris", 58),
        ("executor", "Pengadministrasi Umum", 58),
        ("functional", "Pranata Komputer Ahli Pertama", 58),
        ("functional", "Perencana Ahli  madya", 60),
        ("functional", "Dokter Ahli Utama", 65),
        ("functional", "Guru", 58),
    ],
)
def test_the_age_follows_the_post(kind, name, age):
    found = limit_for(job=1, kind=kind, level=level_of(name), on=DAY)

    assert found is not None
    assert found.age == age


def test_a_regions_own_row_goes_before_the_law_from_its_day_on():
    own = (
        Limit(59, date(2027, 1, 1), "UU baru", "functional"),
        Limit(60, date(2026, 1, 1), "Perbup guru", job=7),
        Limit(61, date(2026, 6, 1), "Perbup guru 2", job=7),
    )

    def age(job, on):
        found = limit_for(job=job, kind="functional", level="Ahli Muda", on=on, own=own)
        return found.age if found else None

    assert age(7, DAY) == 61
    assert age(7, date(2026, 3, 1)) == 60
    assert age(8, DAY) == 58
    assert age(8, date(2027, 1, 1)) == 59


def test_nothing_is_said_of_a_kind_nobody_limited():
    assert limit_for(job=1, kind="jpt", level="", on=date(2010, 1, 1)) is None
