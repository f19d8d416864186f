"""The door's service worker, manifest and kept page: our own files and nobody's data."""

import json
import re

import pytest
from django.contrib.staticfiles import finders

from workshops.views import door_shell


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_worker_is_served_at_its_scope_and_never_from_a_cache(client, language):
    answer = client.get(f"/pindai/sw.js?bahasa={language}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.cookies == {}
    facts = json.loads(re.search(r"= (\{.*\});", answer.content.decode())[1])
    assert facts["language"] == language
    assert facts["version"] == client.get(f"/pindai/?bahasa={language}").headers["X-Door-Version"]


def test_the_worker_keeps_every_static_file_the_page_needs_and_each_exists():
    files = door_shell.files_of("id")

    assert [name for name in files if not finders.find(name.removeprefix("/static/"))] == []
    for needed in ("door/app.js", "door/store.js", "door.css", "tokens.css", "decode.js", "woff2"):
        assert any(needed in name for name in files), needed


def test_another_language_is_another_version_and_a_named_language_wins(client):
    client.cookies["django_language"] = "id"

    page = client.get("/pindai/?bahasa=en")

    assert '<html lang="en"' in page.content.decode()
    assert page.headers["Content-Language"] == "en"
    assert door_shell.version_of("id") != door_shell.version_of("en")
    assert client.get("/pindai/?bahasa=xx").headers["Content-Language"] == "id"


def test_the_manifest_makes_the_door_an_app_of_its_own_scope(client):
    about = client.get("/pindai/manifest.webmanifest").json()

    assert (about["start_url"], about["scope"], about["display"]) == (
        "/pindai/",
        "/pindai/",
        "standalone",
    )
    assert {icon["purpose"] for icon in about["icons"]} == {"any", "maskable"}
    for icon in about["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_page_worker_and_answers_carry_a_strict_policy(client, db):
    page = client.get("/pindai/").headers["Content-Security-Policy"]
    refused = client.get("/pindai/api/daftar-hadir").headers["Content-Security-Policy"]

    assert "worker-src 'self'" in page
    assert "unsafe-inline" not in page
    assert refused == "default-src 'none'; frame-ancestors 'none'"
