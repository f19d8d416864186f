"""A layout in work, and a copy of one: what is in use goes on as it is."""

import pytest

from certificates.actions.template import (
    copy_template,
    discard_draft,
    draft_template,
    retire_template,
    use_draft,
)
from certificates.models import Template
from participants.errors import Refused
from tests.certificates.test_artwork import WORDS
from tests.factories import NOW, make_role, make_system, make_unit, make_user
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(client):
    unit = make_unit()
    client.force_login(make_role("organiser", unit))
    return unit


def test_a_draft_leaves_the_version_in_use_until_it_is_put_to_use(client, unit):
    first = make_layout(unit)

    client.post(
        f"/sertifikat/templat/{first.public_id}/", WORDS | {"place": "Baubau", "draft": "1"}
    )
    draft = Template.objects.drafts().get()
    before = list(Template.objects.for_unit(unit))
    client.post(f"/sertifikat/templat/{draft.public_id}/", WORDS | {"place": "Raha"})

    assert before == [first]
    draft.refresh_from_db()
    assert [(one.version, one.place) for one in Template.objects.for_unit(unit)] == [(2, "Raha")]
    first.refresh_from_db()
    assert first.retired_at is not None


def test_a_draft_need_not_be_complete_but_what_is_used_must(client, unit):
    said = WORDS | {"unit": unit.public_id, "name": "Baru", "signatory_name": "", "place": ""}

    client.post("/sertifikat/templat/baru/", said | {"draft": "1"})
    draft = Template.objects.drafts().get()
    used = client.post(f"/sertifikat/templat/{draft.public_id}/", said)

    assert used.status_code == 200
    assert "field-error" in used.content.decode()
    assert not Template.objects.in_use().exists()


def test_nothing_is_printed_on_a_draft(unit):
    workshop = make_closed_workshop()
    draft = copy_template(
        template=make_layout(workshop.unit), name="Salinan", by=make_system(), at=NOW
    )

    with pytest.raises(Refused, match="masih rancangan"):
        ask(workshop, template=draft)


def test_a_copy_has_everything_but_the_name_and_is_renamed_before_it_is_used(client, unit):
    layout = make_layout(
        unit, name="Resmi", look={"style": "band"}, second_name="B", second_post="C"
    )

    client.post(f"/sertifikat/templat/{layout.public_id}/salin/")
    client.post(f"/sertifikat/templat/{layout.public_id}/salin/")
    first, second = Template.objects.drafts().order_by("pk")
    taken = client.post(f"/sertifikat/templat/{first.public_id}/", WORDS | {"name": "Resmi"})
    client.post(f"/sertifikat/templat/{first.public_id}/", WORDS | {"name": "Lomba"})

    assert (first.name, second.name) == ("Salinan Resmi", "Salinan Resmi 2")
    assert (second.look, second.second_post) == ({"style": "band"}, "C")
    assert "sudah mempunyai templat bernama Resmi" in taken.content.decode()
    names = Template.objects.in_use().values_list("name", "version")
    assert set(names) == {("Resmi", 1), ("Lomba", 1)}


def test_one_layout_has_one_draft_and_a_discarded_one_is_gone(unit):
    layout, by = make_layout(unit), make_system()
    draft = draft_template(template=layout, by=by, at=NOW, office="X", place="Y")

    with pytest.raises(Refused, match="sudah mempunyai rancangan"):
        draft_template(template=layout, by=by, at=NOW, office="X", place="Y")
    discard_draft(draft=draft, by=by, at=NOW)

    assert list(Template.objects.all()) == [layout]
    with pytest.raises(Refused):
        use_draft(draft=draft, by=by, at=NOW)
    with pytest.raises(Refused):
        discard_draft(draft=layout, by=by, at=NOW)


def test_a_draft_is_discarded_and_never_retired(client, unit):
    draft = draft_template(
        template=make_layout(unit), by=make_system(), at=NOW, office="X", place="Y"
    )

    with pytest.raises(Refused, match="masih rancangan"):
        retire_template(template=draft, by=make_system(), at=NOW)
    assert client.post(f"/sertifikat/templat/{draft.public_id}/pensiun/").status_code == 302
    assert client.post(f"/sertifikat/templat/{draft.public_id}/buang/").status_code == 302

    assert not Template.objects.drafts().exists()


def test_the_list_tells_drafts_from_what_is_in_use(client, unit):
    draft_template(template=make_layout(unit), by=make_system(), at=NOW, office="X", place="Y")

    page = client.get("/sertifikat/templat/").content.decode()

    assert page.count("Rancangan") >= 1
    assert page.count("/sertifikat/templat/") >= 3


def test_a_stranger_copies_and_discards_nothing(client, unit):
    layout = make_layout(unit)
    client.force_login(make_role("organiser", make_unit()))

    assert client.post(f"/sertifikat/templat/{layout.public_id}/salin/").status_code == 404
    assert client.post(f"/sertifikat/templat/{layout.public_id}/buang/").status_code == 404
    client.force_login(make_user())
    assert client.post("/sertifikat/templat/gambar/crest/").status_code == 403
