"""Whatever is audited has words: a trail is read by people."""

import re

import pytest
from django.conf import settings

from participants.rules import deeds

SAID = re.compile(r'(?:audit\.record|record|note)\(\s*"((?:\w+)\.(?:\w+)\.(?:\w+))"')


def verbs() -> set[str]:
    packages = ("participants", "workshops", "certificates", "project")
    return {
        verb
        for package in packages
        for path in (settings.BASE_DIR / package).rglob("*.py")
        for verb in SAID.findall(path.read_text(encoding="utf-8"))
        if verb.split(".")[0] in packages
    }


def test_there_are_many_deeds():
    assert len(verbs()) > 100


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_deed_that_is_recorded_is_told_in_words(verb):
    assert deeds.worded(verb) != verb
