"""The door's page as the server gives it: the same for everybody, and nobody in it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from workshops.views import door_page
from workshops.views.door_page import DECODER, MODULES, context, words

DOOR = Path(settings.BASE_DIR) / "workshops/static/workshops/door"


@pytest.fixture(autouse=True)
def plain_names(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


def test_the_page_asks_no_database_and_sets_no_cookie(client):
    answer = client.get(reverse("workshops:door"))

    assert answer.status_code == 200
    assert answer.cookies == {}
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_page_has_its_printed_address_and_only_reads(client):
    assert reverse("workshops:door") == "/pindai/"
    assert client.post("/pindai/").status_code == 405


def test_the_page_holds_no_inline_script(client):
    page = client.get("/pindai/").content.decode()

    scripts = re.findall(r"<script([^>]*)>", page)
    assert [s for s in scripts if "src=" not in s and "application/json" not in s] == []
    assert re.findall(r"\sstyle=|\son\w+=", page) == []


def test_webassembly_may_run_at_the_door_and_nowhere_else(client):
    door = client.get("/pindai/").headers["Content-Security-Policy"]
    login = client.get("/masuk/").headers["Content-Security-Policy"]

    assert "script-src 'self' 'wasm-unsafe-eval'" in door.split("; ")
    assert "'unsafe-eval'" not in door.replace("'wasm-unsafe-eval'", "")
    assert "wasm" not in login


@pytest.mark.parametrize("name", sorted(DECODER))
def test_every_file_of_the_decoder_is_served_from_here(name):
    assert finders.find(DECODER[name])
    # Named by the page, and so kept by the service worker.
    assert f'"{settings.STATIC_URL}{DECODER[name]}"' in door_page.render("id")


def test_every_sentence_the_scripts_ask_for_is_there():
    scripts = "\n".join(path.read_text("utf-8") for path in DOOR.glob("*.js"))
    asked = set(re.findall(r'(?<!#)say\("(\w+)"', scripts))
    asked |= {"register_throttled", "register_unreachable"}  # chosen between
    families = tuple(re.findall(r"say\(`(\w+_)\$\{", scripts))

    with translation.override("id"):
        given = set(words())

    assert asked - given == set()
    assert {name for name in given - asked if not name.startswith(families)} == set()


def test_every_element_the_scripts_name_is_in_the_template():
    scripts = "\n".join(path.read_text("utf-8") for path in DOOR.glob("*.js"))
    page = get_template("workshops/door.html").render(context())

    named = set(re.findall(r'\$\("([\w-]+)"\)', scripts))

    assert named - set(re.findall(r'\bid="([\w-]+)"', page)) == set()


def test_every_module_is_fetched_with_the_page():
    assert sorted(MODULES) == sorted(
        path.stem for path in DOOR.glob("*.js") if not path.stem.endswith(".worker")
    )
