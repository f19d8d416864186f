"""All static files of the product, collected as for production."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from project import assets
from workshops.views import door_shell

RELATIVE_IMPORT = re.compile(
    r"""^\s*(?:import|export)\b[^"'();]*["'](\.[^"']+)["']|\bimport\(\s*["'](\.[^"']+)["']""",
    re.MULTILINE,
)
RELATIVE_URL = re.compile(r"""url\(["']?(?!data:|#)([^"')]+)""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder that ``collectstatic`` filled."""
    folder = tmp_path_factory.mktemp("static")
    assets.build(base=settings.BASE_DIR)
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "project.storage.StaticFiles"}}
    with override_settings(STORAGES=storages, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


def test_every_file_is_collected_and_refers_to_hashed_names_alone(collected):
    hashed = [path for path in collected.rglob("*") if HASHED.search(path.name)]
    ours = [path for path in hashed if not _is_packaged(path.relative_to(collected))]

    unhashed = [
        f"{path.relative_to(collected)}: {target}"
        for path in ours
        for target in _references(path)
        if not HASHED.search(target)
    ]

    assert any(path.suffix == ".css" for path in ours)
    assert any(path.suffix == ".js" for path in ours)
    assert unhashed == []  # in JavaScript: a relative import wants its semicolon


def test_a_page_that_names_a_file_nobody_collected_fails(collected):
    assert HASHED.search(staticfiles_storage.url("qr/decode.js"))
    with pytest.raises(ValueError, match="no-such-file"):
        staticfiles_storage.url("project/no-such-file.css")


def test_large_texts_are_compressed_once_and_for_all(collected):
    assert list(collected.glob("tabler/tabler.min.*.css.gz")) != []


def _is_packaged(path) -> bool:
    return path.parts[0] in {"admin", "import_export"}


def _references(path) -> list[str]:
    if path.suffix == ".js":
        text = path.read_text(encoding="utf-8")
        return [one or other for one, other in RELATIVE_IMPORT.findall(text)]
    if path.suffix == ".css":
        return RELATIVE_URL.findall(path.read_text(encoding="utf-8"))
    return []


def test_the_door_and_its_worker_name_collected_files_alone(collected, client):
    door_shell._built.cache_clear()

    page, worker = client.get("/pindai/"), client.get("/pindai/sw.js")

    assert page.status_code == worker.status_code == 200
    named = re.findall(r'"/static/([^"]+)"', page.content.decode() + worker.content.decode())
    assert any("zxing_reader" in name for name in named)
    assert [name for name in named if not (collected / name).is_file()] == []
    assert [name for name in named if not HASHED.search(name)] == []
    door_shell._built.cache_clear()
