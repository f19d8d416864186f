"""Hostile uploads against the server as it is run: each is told what to do, nothing stays behind,
and the others are answered meanwhile."""

import http.client
import io
import socket
import threading
import time
from datetime import timedelta

import pikepdf
import pytest
from django.core.management import call_command
from django.utils import timezone

from participants.models import StoredFile
from tests.benchmarks.serving import HOST, served
from tests.factories import make_invitation, make_registration, make_system, make_workshop
from tests.papers import blank_pdf
from tests.participants.uploads import (
    ENCRYPTED_OFFICE,
    EXE,
    HTML,
    office,
    pdf_bomb,
)
from tests.workers import database_url
from workshops.actions.link import Target, issue_links
from workshops.models import AssignmentLetter, LinkKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
SECRET = "a" * 32  # of the form and of its cookie
EDGE = b"--tepi"
TWO_GIGABYTES = 2 * 1024**3
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
DOCX = office("word/document.xml")


def encrypted():
    with pikepdf.new() as made:
        made.add_blank_page()
        return _saved(made, encryption=pikepdf.Encryption(owner="a", user="b"))


def _saved(made, **options):
    kept = io.BytesIO()
    made.save(kept, **options)
    return kept.getvalue()


HOSTILE = {
    "foto.jpg": (EXE, "Jenis berkas ini tidak dapat diterima"),
    "logo.png": (SVG, "Jenis berkas ini tidak dapat diterima"),
    "surat.pdf": (HTML, "Jenis berkas ini tidak dapat diterima"),
    "polos.pdf": (b"GIF89a/*" + bytes(99) + b"*/=1;", "Jenis berkas ini tidak dapat diterima"),
    "bom.pdf": (pdf_bomb(4000), "terlalu berat untuk diperiksa"),
    "dua.pdf": (blank_pdf() + DOCX, "sekaligus berkas jenis lain"),
    "kunci.pdf": (encrypted(), "dikunci dengan kata sandi"),
    "kunci.docx": (ENCRYPTED_OFFICE, "dikunci dengan kata sandi"),
    "besar.pdf": (blank_pdf() + bytes(11_000_000), "terlalu besar"),
    "../../../tmp/jahat\r\nX: y.pdf": (b"%PDF-1.7 rusak", "rusak dan tidak dapat dibuka"),
}


def body(link_form, name, content):
    parts = b"".join(
        b'%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
        % (EDGE, key.encode(), value.encode())
        for key, value in {"csrfmiddlewaretoken": SECRET, **link_form}.items()
    )
    head = b'%b\r\nContent-Disposition: form-data; name="upload"; filename="%b"\r\n\r\n'
    quoted = name.replace("\r\n", "%0D%0A").encode()
    return parts + head % (EDGE, quoted) + content + b"\r\n" + EDGE + b"--\r\n"


def headers(length):
    return {
        "Cookie": f"csrftoken={SECRET}",
        "Content-Type": f"multipart/form-data; boundary={EDGE[2:].decode()}",
        "Content-Length": str(length),
    }


def send(port, path, told, method="POST"):
    line = http.client.HTTPConnection(HOST, port, timeout=60)
    line.request(method, path, told, headers(len(told)) if told else {})
    answer = line.getresponse()
    read = answer.read().decode()
    line.close()
    return answer.status, read


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A server, an OPD's page for its surat tugas, a filled form, and the folder of its uploads."""
    call_command("createcachetable", verbosity=0)
    uploads = tmp_path / "tmp"
    uploads.mkdir()
    monkeypatch.setenv("TMPDIR", str(uploads))
    workshop = make_workshop()
    invitation = make_invitation(workshop)
    person = make_registration(workshop, invitation=invitation)
    now = timezone.now()
    link = issue_links(
        workshop=workshop,
        kind=LinkKind.UNIT,
        targets=[Target("OPD", invitation=invitation)],
        by=make_system(),
        at=now,
        valid_to=now + timedelta(days=1),
    )[0]
    form = {
        "people": person.public_id,
        "state": "received",
        "number": "1",
        "dated_on": "2026-11-20",
    }
    drawing_pages = {  # whose static files nobody has collected
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "TEST_DATABASE_URL": database_url(),
        "TEST_FOLDER": str(tmp_path),
        "PYTEST_XDIST_WORKER": "main",
    }
    with served(tmp_path, **drawing_pages) as server:
        yield server.port, f"/o/{link.token()}/surat-tugas/", form, tmp_path


def left_behind(folder):
    found = [path for name in ("tmp", "main/files") for path in (folder / name).rglob("*")]
    return [path for path in found if path.is_file()]


def test_every_hostile_file_gets_its_sentence_and_leaves_nothing_behind(desk):
    port, path, form, folder = desk

    told = {name: send(port, path, body(form, name, data)) for name, (data, _) in HOSTILE.items()}

    assert {name: status for name, (status, _page) in told.items()} == dict.fromkeys(HOSTILE, 422)
    assert {n for n, (_s, page) in told.items() if HOSTILE[n][1] not in page} == set()
    assert not StoredFile.objects.exists()
    assert not AssignmentLetter.objects.exists()
    assert left_behind(folder) == []


def test_an_honest_file_is_kept_under_no_name_but_its_own(desk):
    port, path, form, folder = desk

    status, _page = send(port, path, body(form, "../../etc/Surat Tugas.pdf", blank_pdf()))

    assert status == 302
    kept = StoredFile.objects.get()
    assert kept.name == "Surat Tugas.pdf"
    assert [one.name for one in left_behind(folder)] == [kept.public_id]


@pytest.mark.parametrize("announced", [True, False])
def test_two_gigabytes_are_stopped_long_before_they_have_come(desk, announced):
    port, path, form, folder = desk
    how = {"Content-Length": str(TWO_GIGABYTES)} if announced else {"Transfer-Encoding": "chunked"}
    given = headers(0) | how
    if not announced:
        del given["Content-Length"]
    start = body(form, "besar.pdf", blank_pdf())[:-20]
    piece = bytes(1 << 20)

    def framed(data):
        return data if announced else b"%x\r\n%b\r\n" % (len(data), data)

    line = socket.create_connection((HOST, port), timeout=30)
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    line.sendall(f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\n{lines}\r\n".encode() + framed(start))
    sent, begun, most_on_disk = 0, time.monotonic(), 0
    line.setblocking(False)
    waiting = framed(piece)
    answer = b""
    while sent < TWO_GIGABYTES and time.monotonic() - begun < 20 and not answer:
        try:
            answer = line.recv(4096)
            break
        except BlockingIOError:
            pass
        except ConnectionError:
            break
        try:
            done = line.send(waiting)
        except BlockingIOError:
            time.sleep(0.005)
            continue
        except ConnectionError:
            break
        sent += done
        waiting = waiting[done:] or framed(piece)
        most_on_disk = max(most_on_disk, sum(one.stat().st_size for one in left_behind(folder)))
    line.close()

    assert answer == b"" or int(answer[9:12]) in (400, 403, 413, 422)
    assert sent < 100 << 20
    assert most_on_disk < 40 << 20
    assert not StoredFile.objects.exists()
    assert send(port, "/masuk/", b"", "GET")[0] == 200


def test_the_others_are_answered_while_hostile_files_are_looked_at(desk):
    port, path, form, _folder = desk
    told = body(form, "bom.pdf", pdf_bomb(4000, twice=False))
    answers = []
    crowd = [
        threading.Thread(target=lambda: answers.append(send(port, path, told))) for _ in range(6)
    ]
    for one in crowd:
        one.start()
    took = []
    while any(one.is_alive() for one in crowd):
        begun = time.perf_counter()
        assert send(port, "/masuk/", b"", "GET")[0] == 200
        took.append(time.perf_counter() - begun)

    assert {status for status, _page in answers} == {422}
    assert sorted(took)[int(len(took) * 0.95)] < 1.0
