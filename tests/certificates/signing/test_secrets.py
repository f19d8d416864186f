"""The search for secrets finds them: one that finds nothing anywhere would prove nothing."""

import base64
import logging
from contextlib import suppress

import pikepdf
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache

from certificates.statement import Statement
from participants.models import StoredFile
from tests.certificates.signing.fake_bsre import NIK, PASSPHRASE
from tests.certificates.signing.secrets import (
    Heard,
    Raised,
    found_in_database,
    found_in_files,
    found_in_text,
)

pytestmark = pytest.mark.django_db


def test_in_the_cache_in_a_session_and_in_a_column():
    assert found_in_database(PASSPHRASE, NIK) == []

    cache.set("apa-saja", {"frasa": PASSPHRASE})
    session = SessionStore()
    session["nik"] = [NIK] * 30  # so much that Django packs it
    session.save()

    assert found_in_database(PASSPHRASE, NIK) == ["cache", "django_session"]
    assert StoredFile.objects.count() == 0


def test_in_a_log_line_also_as_base64():
    heard = Heard()
    for before in ("", "a", "ab"):
        text = base64.b64encode(f"{before}{PASSPHRASE} dan lagi".encode()).decode()
        heard.emit(logging.LogRecord("x", logging.DEBUG, "x", 1, "kirim %s", (text,), None))

        assert found_in_text(heard.lines.pop(), PASSPHRASE, NIK) == [PASSPHRASE]


def test_in_the_traceback_of_an_error_that_was_handled():
    raised = Raised()

    raised.start()
    with suppress(ValueError):
        Statement.from_dict({"schema": PASSPHRASE})
    raised.stop()

    assert found_in_text("\n".join(raised.told), PASSPHRASE, NIK) == [PASSPHRASE]


def test_in_a_packed_stream_of_a_pdf(tmp_path):
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["catatan.txt"] = pikepdf.AttachedFileSpec(made, f"NIK {NIK}".encode())
    made.save(
        tmp_path / "a.pdf",
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )

    assert NIK.encode() not in (tmp_path / "a.pdf").read_bytes()
    assert found_in_files(tmp_path, NIK) == ["a.pdf"]
