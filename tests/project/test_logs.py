import logging

import pytest

from project.logs import HidePrivate, hide_private


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("GET /p/Ab3-x_9 200", "GET /p/… 200"),
        ("GET /o/Ab3x9/pegawai/ 200", "GET /o/…/pegawai/ 200"),
        ("Not Found: /t/Ab3x9", "Not Found: /t/…"),
        ('"GET /v/7Q2K HTTP/1.1"', '"GET /v/… HTTP/1.1"'),
        ("http://127.0.0.1:8000/p/Ab3x9/kartu.png", "http://127.0.0.1:8000/p/…/kartu.png"),
        ("GET /pegawai/?q=Siti+Aminah 200", "GET /pegawai/ 200"),
        ("GET /masuk/?next=/p/Ab3x9 302", "GET /masuk/ 302"),
        ("https://bimtek.example?kunci=rahasia", "https://bimtek.example"),
        ("GET /bimtek/B7/peserta/ 200", "GET /bimtek/B7/peserta/ 200"),
        ("Apakah selesai? Ya.", "Apakah selesai? Ya."),
    ],
)
def test_a_log_line_keeps_its_path_and_loses_queries_and_personal_links(line, shown):
    assert hide_private(line) == shown


def test_arguments_and_tracebacks_are_hidden_too(caplog):
    caplog.handler.addFilter(HidePrivate())
    caplog.handler.setFormatter(logging.Formatter("%(message)s"))

    try:
        raise ValueError("tak terbaca: /p/Rahasia123?nik=7404")
    except ValueError:
        logging.getLogger("project").exception("gagal di %s", "/o/Rahasia456?x=1")

    assert "gagal di /o/…" in caplog.text
    assert "tak terbaca: /p/…" in caplog.text
    assert "Rahasia" not in caplog.text
    assert "7404" not in caplog.text
