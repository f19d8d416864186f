import gettext

import pytest

from project import catalogue

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
TITLE = _("Peserta")
NOTE = gettext_lazy(
    "Undangan untuk %(unit)s "
    "sudah dikirim"
)
def count(n):
    return ngettext("%(n)s orang", "%(n)s orang", n) % {"n": n}
STATE = pgettext("sesi", "Terbuka")
NOT_A_MESSAGE = "Bukan pesan"
"""
TEMPLATE = """{% load x %}
  <h1>{% translate "Bimtek" %}</h1>
    {% if a == "b" %}<p title="it's">{{ _("Judul") }}{% endif %}
{% blocktranslate count n=rows with unit=u %}{{ n }} baris dari {{ unit }}{% plural %}{{ n }} baris dari {{ unit }}{% endblocktranslate %}
  {% translate "Terbuka" context "kegiatan" %} 100% {# translate "tidak" #}
{% blocktranslate trimmed %}
  Dua
  baris 50%
{% endblocktranslate %}
"""


@pytest.fixture
def checkout(tmp_path):
    """A product of one Python file and one template."""
    templates = tmp_path / "workshops/templates/workshops"
    templates.mkdir(parents=True)
    (tmp_path / "workshops/views.py").write_text(PYTHON, encoding="utf-8")
    (templates / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def bring_up_to_date(base, translations=()):
    sources = catalogue.found_in_sources(base)
    current = catalogue.updated(catalogue.load(base), sources)
    catalogue.fill(current, translations)
    catalogue.save(current, base)
    return sources


def translate_everything(base):
    sources = bring_up_to_date(base)
    waiting = catalogue.as_json(catalogue.todo(catalogue.load(base), sources))
    for entry in waiting:
        forms = [f"EN {entry['msgid']}", f"EN {entry['plural']}"]
        entry["msgstr"] = forms if entry["plural"] else forms[0]
    bring_up_to_date(base, waiting)
    return sources


def test_messages_are_found_in_python_and_in_templates(checkout):
    found = catalogue.found_in_sources(checkout)

    assert sorted((m.context, m.id) for m in found if m.id and m.context) == [
        ("kegiatan", "Terbuka"),
        ("sesi", "Terbuka"),
    ]
    assert {m.id for m in found if m.id and not m.context} == {
        "Peserta",
        "Undangan untuk %(unit)s sudah dikirim",
        ("%(n)s orang", "%(n)s orang"),
        "Bimtek",
        "Judul",
        ("%(n)s baris dari %(unit)s", "%(n)s baris dari %(unit)s"),
        "Dua baris 50%%",
    }


def test_a_translated_catalogue_is_complete_and_a_second_update_changes_nothing(checkout):
    sources = translate_everything(checkout)
    before = catalogue.po_path(checkout).read_bytes()

    bring_up_to_date(checkout)

    assert catalogue.problems(catalogue.load(checkout), sources) == []
    assert catalogue.po_path(checkout).read_bytes() == before
    assert b"views.py" not in before  # line references would collide at every merge


def test_what_is_missing_left_over_fuzzy_or_untranslated_is_named(checkout):
    translate_everything(checkout)
    views = checkout / "workshops/views.py"
    views.write_text(
        views.read_text(encoding="utf-8").replace('_("Peserta")', '_("Pegawai")'), encoding="utf-8"
    )
    po = catalogue.po_path(checkout)
    text = po.read_text(encoding="utf-8").replace('msgstr "EN Judul"', 'msgstr ""')
    po.write_text(text.replace('msgid "Bimtek"', '#, fuzzy\nmsgid "Bimtek"'), encoding="utf-8")

    found = catalogue.problems(catalogue.load(checkout), catalogue.found_in_sources(checkout))

    assert found == [
        "fuzzy: 'Bimtek'",
        "missing from the catalogue: 'Pegawai'",
        "no longer said in the sources: 'Peserta'",
        "untranslated: 'Judul'",
    ]


@pytest.mark.parametrize(
    ("msgid", "msgstr", "found"),
    [
        ("Undangan untuk %(unit)s sudah dikirim", "Sent to %(office)s", ["%(office)s, %(unit)s"]),
        ("Undangan untuk %(unit)s sudah dikirim", "Sent", ["%(unit)s"]),
        ("%(n)s orang", ["one person", "%(n)s people"], []),
        ("%(n)s orang", ["one person", "people"], ["%(n)s"]),
        ("Dua baris 50%%", "Two lines 50%%", []),
    ],
)
def test_a_translation_keeps_its_placeholders(checkout, msgid, msgstr, found):
    sources = translate_everything(checkout)
    bring_up_to_date(checkout, [{"msgid": msgid, "msgstr": msgstr}])

    expected = [f"placeholders differ ({one}): {msgid!r}" for one in found]
    assert catalogue.problems(catalogue.load(checkout), sources) == expected


def test_a_translation_of_something_nobody_says_is_refused(checkout):
    with pytest.raises(ValueError, match="Not in the catalogue: 'Halo'"):
        bring_up_to_date(checkout, {"Halo": "Hello"})


def test_the_compiled_catalogue_is_what_django_reads(checkout, settings):
    translate_everything(checkout)
    path = catalogue.compile_mo(checkout)

    with path.open("rb") as file:
        words = gettext.GNUTranslations(file)

    assert words.gettext("Bimtek") == "EN Bimtek"
    assert words.ngettext("%(n)s orang", "%(n)s orang", 2) == "EN %(n)s orang"
