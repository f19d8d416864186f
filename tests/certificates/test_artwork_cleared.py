"""Pictures that were tried in a layout's page and never saved go, and nothing else does."""

from datetime import timedelta

import pytest

from certificates.actions.artwork import clear_artwork, keep_artwork
from certificates.actions.template import copy_template, discard_draft, draft_template
from certificates.rules.artwork import prepared
from participants.actions.file import store_made
from participants.models import AuditEntry, StoredFile
from tests.certificates.test_artwork import colour
from tests.factories import NOW, make_system, make_unit
from tests.factories_certificates import make_layout

RED, BLUE = (200, 30, 40), (20, 40, 200)
DAYS = timedelta(days=1)


@pytest.fixture
def unit(db, files):
    return make_unit()


def tried(unit, *, place="crest", rgb=RED, at=NOW) -> StoredFile:
    made = prepared(colour(rgb).read(), place)
    return keep_artwork(place=place, made=made, unit=unit, by=make_system(), at=at)


@pytest.fixture
def clear(django_capture_on_commit_callbacks):
    def clear(after) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return clear_artwork(by=make_system(), at=NOW + after)

    return clear


def test_a_picture_nobody_saved_goes_with_its_bytes_once_its_form_has_ended(unit, clear):
    left = tried(unit)
    storage, place = left.content.storage, left.content.name
    assert storage.exists(place)

    early = clear(DAYS)
    late = clear(3 * DAYS)

    assert (early, late) == (0, 1)
    assert not StoredFile.objects.exists()
    assert not storage.exists(place)
    assert AuditEntry.objects.get(verb="certificates.artwork.discarded").facts == {"files": 1}


def test_what_a_layout_of_any_version_shows_stays(unit, clear):
    shown, in_draft = tried(unit), tried(unit, rgb=BLUE)
    layout = make_layout(unit, crest=shown)
    draft_template(
        template=layout, by=make_system(), at=NOW, office="X", place="Y", logo_2=in_draft
    )

    assert clear(30 * DAYS) == 0
    assert set(StoredFile.objects.all()) == {shown, in_draft}


def test_the_pictures_of_a_discarded_draft_go_unless_another_layout_shows_them(unit, clear):
    own, shared = tried(unit), tried(unit, rgb=BLUE)
    layout = make_layout(unit, crest=shared)
    draft = copy_template(template=layout, name="Lomba", by=make_system(), at=NOW)
    draft.logo_1 = own
    draft.save()
    discard_draft(draft=draft, by=make_system(), at=NOW)

    cleared = clear(3 * DAYS)

    assert cleared == 1
    assert list(StoredFile.objects.all()) == [shared]


def test_a_file_of_somebody_else_that_bears_the_name_of_a_picture_stays(unit, clear):
    other = store_made(
        name="crest.png",
        content=b"x",
        content_type="image/png",
        unit=unit,
        by=make_system(),
        at=NOW,
    )

    assert clear(30 * DAYS) == 0
    assert list(StoredFile.objects.all()) == [other]
