import socket

import pytest
from django.conf import settings
from django.template import Context, Engine, Origin, Template

from tests.fences import NetworkTouched, UndefinedVariable

ENGINE = Engine(builtins=["django.templatetags.i18n"])
OURS = Origin(str(settings.BASE_DIR / "project/templates/contoh.html"))
THEIRS = Origin("/usr/lib/python3/site-packages/other/templates/contoh.html")


def render(text, *, origin=OURS, **given):
    return Template(text, origin=origin, engine=ENGINE).render(Context(given))


@pytest.mark.parametrize(
    "text",
    [
        "{{ nothing }}",
        "{{ person.nothing }}",
        "{{ nothing|upper }}",
        "{% blocktranslate %}Halo {{ nothing }}{% endblocktranslate %}",
        "{% blocktranslate with name=nothing %}Halo {{ name }}{% endblocktranslate %}",
    ],
)
def test_a_variable_nobody_gave_fails_in_our_templates_alone(text):
    with pytest.raises(UndefinedVariable, match="nothing"):
        render(text, person={"name": "Siti"})

    assert render(text, origin=THEIRS, person={"name": "Siti"}) is not None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{% if nothing %}ada{% else %}tidak{% endif %}", "tidak"),
        ('{{ nothing|default:"–" }}', "–"),
        ("{% for one in nothing %}{{ one }}{% empty %}kosong{% endfor %}", "kosong"),
        ("{{ person.name }}", "Siti"),
        ("{% blocktranslate %}Halo {{ greeting }}{% endblocktranslate %}", "Halo Bu"),
        (
            "{% blocktranslate count n=2 %}{{ n }} orang{% plural %}{{ n }} orang{% endblocktranslate %}",
            "2 orang",
        ),
    ],
)
def test_a_variable_that_is_given_or_may_be_missing_passes(text, shown):
    assert render(text, person={"name": "Siti"}, greeting="Bu") == shown


def test_no_test_reaches_another_machine():
    with socket.socket() as outward, pytest.raises(NetworkTouched):
        outward.connect(("192.0.2.1", 80))


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
