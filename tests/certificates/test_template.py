"""Layouts as versions."""

import pytest

from certificates.actions.template import make_template, retire_template, revise_template
from certificates.models import Template
from participants.errors import Refused
from tests.factories import NOW, make_pemda, make_unit, make_user
from tests.factories_certificates import make_layout

pytestmark = pytest.mark.django_db

FIELDS = {
    "office": "Dinas Kominfo",
    "place": "Bantul",
    "signatory_name": "Ir. Contoh",
    "signatory_post": "Kepala Dinas",
}


def test_editing_makes_a_new_version_and_retires_the_old_one():
    first = make_layout(make_unit(), name="Resmi", place="Pasarwajo")

    second = revise_template(template=first, by=make_user(), at=NOW, **FIELDS)

    first.refresh_from_db()
    assert (first.retired_at, first.place) == (NOW, "Pasarwajo")
    assert (second.version, second.name, second.place) == (2, "Resmi", "Bantul")
    assert list(Template.objects.in_use()) == [second]


def test_a_retired_version_is_not_edited():
    first = make_layout(make_unit())
    revise_template(template=first, by=make_user(), at=NOW, **FIELDS)

    with pytest.raises(Refused):
        revise_template(template=first, by=make_user(), at=NOW, **FIELDS)


def test_a_name_is_used_once_in_a_unit_and_free_again_when_retired():
    unit = make_unit()
    first = make_layout(unit, name="Resmi")

    with pytest.raises(Refused):
        make_layout(unit, name="Resmi")
    retire_template(template=first, by=make_user(), at=NOW)

    again = make_template(unit=unit, name="Resmi", by=make_user(), at=NOW, **FIELDS)
    assert again.version == 2


def test_a_unit_prints_on_its_own_layouts_and_those_above_it_alone():
    pemda = make_pemda()
    unit, neighbour = make_unit(pemda), make_unit(pemda)
    own, above = make_layout(unit), make_layout(pemda)
    make_layout(neighbour)

    assert list(Template.objects.for_unit(unit)) == [own, above]
