"""All papers as one zip, made by the worker; and issuing that is paused."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from certificates.actions.bundle import clear_bundles
from certificates.actions.revoking import revoke
from certificates.models import Certificate, CertificateState
from participants.actions.job import pause, perform_some, resume, take_some
from participants.models import AuditEntry, Job, JobState, Number, Role, StoredFile
from participants.queries.job import progress
from project.jobs import HANDLERS, SIZES
from tests import papers
from tests.certificates.signing import keys
from tests.certificates.signing.accounts import own_key
from tests.factories import NOW, make_role, make_system, make_unit
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


@pytest.fixture
def workshop(client):
    workshop = make_closed_workshop(people=3)
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    return workshop


def work(rounds: int = 100) -> None:
    for _round in range(rounds):
        now = timezone.now()
        if items := take_some(worker="test", at=now, sizes=SIZES):
            perform_some(items=items, handler=HANDLERS[items[0].job.kind], at=now)


def page_of(workshop) -> str:
    return f"/bimtek/{workshop.public_id}/sertifikat/"


def asked(client, workshop, narrowed: str = "") -> str:
    answer = client.post(f"{page_of(workshop)}zip/{narrowed}")
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_all_papers_in_force_come_as_a_zip_with_a_manifest_and_for_a_day(client, workshop):
    ask(workshop)
    work()
    lost, *kept = Certificate.objects.order_by("pk")
    revoke(certificate=lost, public_reason="Salah orang", file_reason="", by=make_system(), at=NOW)

    page = asked(client, workshop)
    before = client.get(f"{page}berkas/")
    again = asked(client, workshop)
    work()
    taken = client.get(f"{page}berkas/")

    assert (before.status_code, again) == (404, page)
    with zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content))) as archive:
        assert archive.testzip() is None
        listed = archive.read("daftar.csv").decode("utf-8-sig")
        assert set(archive.namelist()) == {one.pdf.name for one in kept} | {"daftar.csv"}
    assert all(one.pdf.sha256 in listed for one in kept)
    assert lost.number not in listed
    assert page in client.get(page_of(workshop)).content.decode()
    assert AuditEntry.objects.filter(verb__endswith="downloaded_many").count() == 1

    Job.objects.filter(kind="certificates.bundle").update(
        finished_at=timezone.now() - timedelta(hours=25)
    )
    assert client.get(f"{page}berkas/").status_code == 404
    assert "Waktunya sudah lewat" in client.get(page).content.decode()
    assert clear_bundles(by=make_system(), at=timezone.now()) == 1
    assert not StoredFile.objects.filter(content_type="application/zip").exists()
    assert clear_bundles(by=make_system(), at=timezone.now()) == 0


def test_the_zip_is_narrowed_as_the_list_is(client, workshop):
    ask(workshop)
    work()
    one = Certificate.objects.order_by("pk")[0]

    page = asked(client, workshop, f"?opd={one.registration.unit.public_id}")
    work()

    content = b"".join(client.get(f"{page}berkas/").streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        same = Certificate.objects.filter(registration__unit=one.registration.unit).count()
        assert len(archive.namelist()) == same + 1


def test_where_every_paper_waits_for_its_official_it_says_so(client, workshop, settings, tmp_path):
    settings.SIGNING_FILE = str(tmp_path / "signing.toml")
    account = own_key(workshop.unit, keys.p12())
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()

    answer = client.post(f"{page_of(workshop)}zip/", follow=True)

    assert Certificate.objects.filter(state=CertificateState.PREPARED).count() == 3
    assert "3 sertifikat masih menunggu tanda tangan" in answer.content.decode()
    assert not Job.objects.filter(kind="certificates.bundle").exists()


def test_a_zip_belongs_to_whoever_asked_for_it(client, workshop):
    ask(workshop)
    work()
    page = asked(client, workshop)
    work()

    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    assert client.get(page).status_code == 404
    assert client.get(f"{page}berkas/").status_code == 404
    client.force_login(make_role(Role.ORGANISER, make_unit()))
    assert client.post(f"{page_of(workshop)}zip/").status_code == 404


def test_a_zip_that_a_dying_worker_had_kept_is_not_made_twice(client, workshop):
    ask(workshop)
    work()
    page = asked(client, workshop)
    work()
    job = Job.objects.get(kind="certificates.bundle")
    job.items.update(state=JobState.WAITING, result={})
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, finished_at=None)

    work()

    assert StoredFile.objects.filter(content_type="application/zip").count() == 1
    taken = client.get(f"{page}berkas/")
    assert zipfile.is_zipfile(io.BytesIO(b"".join(taken.streaming_content)))


def test_a_paused_issuing_makes_nothing_and_goes_on_without_a_gap(client, workshop, monkeypatch):
    monkeypatch.setitem(SIZES, "certificates.issue", 1)
    job = ask(workshop)
    work(rounds=1)

    client.post(f"{page_of(workshop)}jeda/")
    work(rounds=3)
    made = Certificate.objects.count()
    paused = progress(Job.objects.get(pk=job.pk))
    shown = client.get(page_of(workshop)).content.decode()
    client.post(f"{page_of(workshop)}lanjutkan/")
    work()

    assert (made, paused.paused, paused.finished) == (1, True, False)
    assert "Lanjutkan penerbitan" in shown
    assert "every 2s" not in shown
    assert Certificate.objects.count() == 3
    assert sorted(Number.objects.values_list("ordinal", flat=True)) == [1, 2, 3]
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_paused_while_its_last_papers_are_made_it_is_done(workshop):
    job, by = ask(workshop), make_system()
    items = take_some(worker="test", at=NOW, sizes=SIZES)
    assert pause(job=job, by=by, at=NOW)

    perform_some(items=items, handler=HANDLERS[job.kind], at=NOW)

    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert not pause(job=job, by=by, at=NOW)
    assert not resume(job=job, by=by, at=NOW)


def test_another_issuing_waits_for_one_that_is_paused(workshop):
    job = ask(workshop)
    pause(job=job, by=make_system(), at=NOW)

    assert list(Job.objects.unfinished()) == [job]


def test_nobody_else_pauses_it(client, workshop):
    ask(workshop)
    client.force_login(make_role(Role.ORGANISER, make_unit()))

    assert client.post(f"{page_of(workshop)}jeda/").status_code == 404
    assert client.post(f"{page_of(workshop)}lanjutkan/").status_code == 404
