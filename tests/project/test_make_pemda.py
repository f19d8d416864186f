"""A new installation has no Pemda; whoever operates it adds one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from participants.models import AuditEntry, OrganisationUnit, TimeZone, UnitKind

pytestmark = pytest.mark.django_db


def make(*arguments: str) -> None:
    call_command("make_pemda", *arguments, stdout=StringIO())


def test_a_pemda_is_made_with_its_zone_and_words_and_noted():
    make("Kabupaten Bantul", "--zone=WIB", "--short-name=Bantul", "--word=kecamatan=kapanewon")

    pemda = OrganisationUnit.objects.get()
    assert (pemda.kind, pemda.name, pemda.short_name) == (
        UnitKind.PEMDA,
        "Kabupaten Bantul",
        "Bantul",
    )
    assert (pemda.timezone, pemda.words) == (TimeZone.WIB, {"kecamatan": "kapanewon"})
    assert AuditEntry.objects.get().object_id == pemda.public_id


def test_a_pemda_of_that_name_is_not_made_twice():
    make("Kabupaten Buton", "--zone=WITA")

    with pytest.raises(CommandError, match="there already"):
        make("kabupaten buton", "--zone=WITA")
    assert OrganisationUnit.objects.count() == 1


@pytest.mark.parametrize("arguments", [["--zone=CET"], [], ["--zone=WIT", "--word=kapanewon"]])
def test_an_odd_zone_or_word_makes_nothing(arguments):
    with pytest.raises(CommandError):
        make("Kabupaten Buton", *arguments)

    assert OrganisationUnit.objects.count() == 0
