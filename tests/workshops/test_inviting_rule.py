"""Which known unit a misspelt name probably means."""

import pytest

from workshops.rules.inviting import nearest

KNOWN = {
    "dinas kesehatan",
    "dinas komunikasi dan informatika",
    "kapanewon pundong",
    "kapanewon sanden",
    "smp negeri 2 bantul",
    "bpkd",
}


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("dinas kesehatn", "dinas kesehatan"),
        ("dinas kesehatan bantul", None),
        ("dinas komunikasi informatika", "dinas komunikasi dan informatika"),
        ("kapanewon pundung", "kapanewon pundong"),
        ("kapanewon pandak", None),
        ("kapanewon sewon", None),
        ("smp negeri 1 bantul", None),
        ("bpbd", None),
        ("dinas sosial", None),
    ],
)
def test_a_misspelt_name_is_near_to_one_unit_and_another_units_name_to_none(pasted, meant):
    assert nearest(pasted, KNOWN) == meant
