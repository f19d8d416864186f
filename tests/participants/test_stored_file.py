"""Bytes on the disk and their rows: both or neither; and how they are handed out again."""

import ast
import contextlib
import io
import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from participants import verification
from participants.actions.file import clear_strays, store, store_made
from participants.errors import Refused
from participants.forms.file import UploadField
from participants.models import AuditEntry
from participants.rules.filetype import TYPES
from participants.verification import examine
from participants.views.file import respond
from tests.factories import NOW, make_pemda, make_system
from tests.papers import blank_pdf
from tests.participants.uploads import EXE, pdf_bomb

HANDING = {"respond", "version_response", "hand_out"}
NOTING = {"audit.reading", "_note"}  # the latter is audit.reading under a module's own name
MOST = 20 * 1024 * 1024
PDF = blank_pdf()


def keep(unit, content=b"", name="Surat Tugas.pdf", **given):
    upload = SimpleUploadedFile(name, content or PDF)
    given = {"allowed": {"pdf"}, "max_bytes": MOST, **given}
    return store(upload=upload, name=name, unit=unit, by=make_system(), at=NOW, **given)


def on_disk(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


class Later(Exception):
    pass


def fail_after(act):
    """The act, in a transaction whose next step goes wrong."""

    @transaction.atomic
    def both():
        act()
        raise Later

    with pytest.raises(Later):
        both()


@pytest.mark.django_db(transaction=True)
def test_bytes_stay_when_their_transaction_is_committed(files):
    kept = keep(make_pemda())

    assert [path.read_bytes() for path in on_disk(files)] == [PDF]
    entry = AuditEntry.objects.get(verb="participants.file.stored")
    assert entry.facts == {"size": kept.size, "sha256": kept.sha256}


@pytest.mark.django_db(transaction=True)
def test_bytes_go_with_a_transaction_that_fails_afterwards(files):
    unit = make_pemda()

    seen = []

    def act():
        keep(unit)
        seen.extend(on_disk(files))

    fail_after(act)

    assert len(seen) == 1
    assert on_disk(files) == []


@pytest.mark.django_db(transaction=True)
def test_bytes_go_with_a_part_of_a_transaction_that_fails_and_the_others_stay(files):
    unit = make_pemda()

    given = {"unit": unit, "by": make_system(), "at": NOW}

    with transaction.atomic():
        kept = keep(unit)
        fail_after(lambda: keep(unit))
        fail_after(lambda: store_made(name="a", content=b"x", content_type="x", **given))

    assert [path.name for path in on_disk(files)] == [kept.public_id]


@pytest.mark.django_db
def test_what_a_killed_process_left_is_cleared_after_a_day_and_nothing_else(files):
    kept = keep(make_pemda())
    for name, age in (("lama", timedelta(days=2)), ("baru", timedelta(hours=2))):
        (files / "aa").mkdir(exist_ok=True)
        (files / "aa" / name).write_bytes(b"x")
        os.utime(files / "aa" / name, times=((NOW - age).timestamp(),) * 2)

    cleared = clear_strays(by=make_system(), at=NOW + timedelta(hours=1))

    assert cleared == 1
    assert {path.name for path in on_disk(files)} == {kept.public_id, "baru"}


@pytest.mark.django_db
def test_a_field_looks_before_any_transaction_and_the_action_does_not_look_again(
    files, monkeypatch
):
    upload = UploadField(kinds={"pdf"}, most=MOST).clean(SimpleUploadedFile("a.pdf", PDF))
    monkeypatch.setattr("participants.actions.file.examine", None)

    given = {"unit": make_pemda(), "by": make_system(), "at": NOW}
    kept = store(upload=upload, name="a.pdf", allowed={"pdf"}, max_bytes=MOST, **given)

    with kept.content.open() as content:
        assert content.read() == PDF


@pytest.mark.django_db
def test_what_a_field_found_counts_for_no_narrower_rule(files):
    upload = UploadField(kinds={"pdf"}, most=MOST).clean(SimpleUploadedFile("a.pdf", PDF))
    given = {"unit": make_pemda(), "by": make_system(), "at": NOW, "name": "a.pdf"}

    with pytest.raises(Refused, match="PNG"):
        store(upload=upload, allowed={"png"}, max_bytes=MOST, **given)
    with pytest.raises(Refused, match="terlalu besar"):
        store(upload=upload, allowed={"pdf"}, max_bytes=10, **given)


@pytest.mark.parametrize("twice", [True, False])
def test_a_bomb_ends_its_own_process_and_is_refused_with_a_sentence(twice):
    bomb = io.BytesIO(pdf_bomb(4000, twice=twice))

    with pytest.raises(Refused) as refusal:
        examine(bomb, allowed=TYPES, max_bytes=MOST)

    assert [reason.code for reason in refusal.value.reasons] == ["file-too-heavy"]


def test_a_check_that_falls_over_or_never_ends_is_a_refusal(monkeypatch):
    def codes():
        with pytest.raises(Refused) as refusal:
            examine(io.BytesIO(PDF), allowed=TYPES, max_bytes=MOST)
        return [reason.code for reason in refusal.value.reasons]

    monkeypatch.setattr(verification, "_COMMAND", ("sh", "-c", "kill -9 $$"))
    assert codes() == ["file-too-heavy"]
    monkeypatch.setattr(verification, "_COMMAND", ("sh", "-c", "sleep 9"))
    monkeypatch.setattr(verification, "LONGEST", 0.2)
    assert codes() == ["file-too-heavy"]


def test_an_upload_waits_its_turn_and_not_for_ever(monkeypatch):
    monkeypatch.setattr(verification, "PATIENCE", 0.05)

    with verification._turn(), pytest.raises(Refused) as refusal:
        examine(io.BytesIO(PDF), allowed=TYPES, max_bytes=MOST)

    assert [reason.code for reason in refusal.value.reasons] == ["file-check-busy"]
    examine(io.BytesIO(PDF), allowed=TYPES, max_bytes=MOST)


def test_the_check_knows_nothing_of_ours(monkeypatch):
    seen = {}

    def run(command, **options):
        seen.update(options["env"])
        return subprocess.CompletedProcess(command, 0, b'{"reasons": []}', b"")

    monkeypatch.setattr(verification.subprocess, "run", run)
    with pytest.raises(Refused):
        examine(io.BytesIO(EXE), allowed=TYPES, max_bytes=MOST)

    assert set(seen) == {"PATH", "PYTHONDONTWRITEBYTECODE"}


def disposition(stored):
    with contextlib.closing(respond(stored, inline=True)) as answer:
        answer.getvalue()
    return answer["Content-Disposition"].partition(";")[0]


@pytest.mark.django_db
def test_a_file_is_handed_out_to_be_saved_and_never_run(files):
    kept = keep(make_pemda(), name="../Surat “Tugas”.exe")
    with contextlib.closing(respond(kept)) as answer:
        answer.getvalue()

    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert kept.name == "Surat “Tugas”.pdf"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "shown"), [("pdf", True), ("png", True), ("docx", False), ("zip", False)]
)
def test_only_a_checked_pdf_or_picture_is_shown_in_the_browser(files, kind, shown):
    kept = keep(make_pemda())
    kept.content_type = TYPES[kind]

    assert disposition(kept) == ("inline" if shown else "attachment")


@pytest.mark.parametrize("kind", ["image/svg+xml", "text/html"])
@pytest.mark.django_db
def test_what_a_browser_would_run_is_never_shown(files, kind):
    kept = keep(make_pemda())
    kept.content_type = kind

    assert disposition(kept) == "attachment"


def test_whoever_hands_out_a_file_notes_that_it_was_read():
    silent = []
    for package in ("participants", "workshops", "certificates", "project"):
        for path in (Path(project_settings.BASE_DIR) / package).rglob("views/**/*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef) and node.name not in HANDING:
                    calls = [
                        ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)
                    ]
                    if HANDING & set(calls) and not NOTING & set(calls):
                        silent.append(f"{path}:{node.name}")

    assert not silent
