"""The organiser's pages: who is entitled, the button, the progress, the list and its files."""

import io
import re

import pytest
from openpyxl import load_workbook

from certificates.models import Certificate
from participants.actions.job import perform, take
from participants.models import AuditEntry, Job, Role
from project.jobs import HANDLERS
from tests import papers
from tests.certificates.signing.accounts import own_key
from tests.factories import (
    NOW,
    make_pemda,
    make_registration,
    make_role,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_certificates import (
    PATTERN,
    ask,
    close,
    make_certificate,
    make_closed_workshop,
    make_entitlement,
    make_layout,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()


@pytest.fixture
def workshop():
    return make_closed_workshop(people=2)


@pytest.fixture
def organiser(workshop, client):
    user = make_role(Role.ORGANISER, workshop.unit)
    client.force_login(user)
    return user


def work():
    while item := take(worker="test", at=NOW, kinds=HANDLERS):
        perform(item=item, handler=HANDLERS[item.job.kind], at=NOW)


def address(workshop, rest="") -> str:
    return f"/bimtek/{workshop.public_id}/sertifikat/{rest}"


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def said(workshop, **more):
    layout = make_layout(workshop.unit)
    return {
        "template": layout.public_id,
        "issued_on": workshop.unit.localdate(NOW).isoformat(),
        "numbering": "pattern",
        "pattern": PATTERN,
        "typed": "",
    } | more


def test_before_closing_the_page_says_what_must_happen_first(client):
    workshop = make_workshop()
    client.force_login(make_role(Role.ORGANISER, workshop.unit))

    assert "Sertifikat terbit sesudah kegiatan ditutup" in text_of(client.get(address(workshop)))
    assert "sesudah kegiatan ditutup" in text_of(client.get(address(workshop, "terbitkan/")))


def test_after_closing_one_button_says_how_many_it_issues(client, organiser, workshop):
    assert "Terbitkan 2 sertifikat" in text_of(client.get(address(workshop)))


def test_the_issue_page_lists_unconfirmed_names_first_and_reasons(client, organiser):
    workshop = make_workshop(unit=organiser.grants.get().unit)
    confirmed = make_registration(workshop, printed_name="Ani Pasti")
    confirmed.confirmed_at, confirmed.confirmed_by = NOW, make_user()
    confirmed.save()
    unsure = make_registration(workshop, printed_name="Budi Ragu")
    late = make_registration(workshop, printed_name="Citra Kurang")
    closing = close(workshop)
    make_entitlement(confirmed, closing)
    make_entitlement(unsure, closing)
    make_entitlement(late, closing, kind="none", reasons=[{"code": "job-failed", "args": {}}])
    make_layout(workshop.unit)

    page = text_of(client.get(address(workshop, "terbitkan/")))

    assert page.index("Budi Ragu") < page.index("Ani Pasti") < page.index("Citra Kurang")
    assert "1 nama belum dipastikan" in page
    assert "Pekerjaan ini gagal berulang kali" in page


def test_a_name_that_the_typeface_cannot_print_as_it_is_is_shown_before_the_button(
    client, organiser
):
    workshop = make_workshop(unit=organiser.grants.get().unit)
    closing = close(workshop)
    for name in ("Nguyễn Thị Ánh", "ʿAlī Ḥasan"):
        make_entitlement(make_registration(workshop, printed_name=name), closing)
    make_layout(workshop.unit)

    page = text_of(client.get(address(workshop, "terbitkan/")))

    assert "ʿAlī Ḥasan → ‘Alī Ḥasan" in page
    assert "Nguyễn Thị Ánh →" not in page


def test_without_a_layout_the_next_step_is_to_make_one(client, organiser, workshop):
    page = text_of(client.get(address(workshop, "terbitkan/")))

    assert "Buat templatnya dahulu" in page


def test_issuing_asks_for_the_work_and_shows_its_progress(client, organiser, workshop):
    answer = client.post(address(workshop, "terbitkan/"), said(workshop), follow=True)

    assert "2 sertifikat sedang diterbitkan" in text_of(answer)
    assert "0 dari 2" in text_of(answer)
    work()
    fragment = client.get(address(workshop, "proses/"), headers={"HX-Request": "true"})
    assert "Selesai" in text_of(fragment)
    assert "2 dari 2" in text_of(fragment)
    assert "<html" not in fragment.content.decode()


def test_without_javascript_the_progress_is_a_reload_away(client, organiser, workshop):
    ask(workshop)

    assert client.get(address(workshop, "proses/")).url == address(workshop)


def test_too_few_numbers_are_said_on_the_form(client, organiser, workshop):
    answer = client.post(
        address(workshop, "terbitkan/"),
        said(workshop, numbering="typed", typed="090/SC/2026"),
    )

    assert "Nomor kurang 1: tersedia 1 untuk 2 sertifikat." in text_of(answer)
    assert not Job.objects.exists()


def test_what_failed_is_named_and_put_back(client, organiser, workshop):
    ask(workshop, by=organiser)
    first = workshop.closings.get().entitlements.order_by("pk").first()
    first.kind = "none"
    first.save()
    work()

    page = text_of(client.get(address(workshop)))
    assert f"{first.registration.printed_name}: Peserta ini belum berhak" in page
    first.kind = "attended"
    first.save()
    client.post(address(workshop, "ulangi/"))
    work()

    assert Certificate.objects.count() == 2


@pytest.fixture
def issued(workshop, organiser):
    ask(workshop, by=organiser)
    work()
    return workshop


def test_the_list_shows_what_was_issued(client, issued):
    page = text_of(client.get(address(issued)))

    for certificate in Certificate.objects.all():
        assert certificate.number in page
        assert certificate.statement["person_name"] in page


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_asks_the_database_the_same_however_long_it_is(
    client, organiser, people, django_assert_num_queries
):
    workshop = make_closed_workshop(people=people, unit=organiser.grants.get().unit)
    ask(workshop)
    work()

    # session, user, grants, Bimtek, manages?, waiting, without a right, closed stages, count, any?,
    # job, its items, failed ones, whose signatures, messages to tell, units of the filter,
    # certificates, own zip
    with django_assert_num_queries(19):
        client.get(address(workshop))


def test_the_list_is_narrowed_by_state_in_the_address(client, issued):
    page = text_of(client.get(address(issued, "?keadaan=revoked")))

    assert "Tidak ada sertifikat yang cocok" in page


def test_a_pdf_is_downloaded_and_that_is_noted(client, issued):
    certificate = Certificate.objects.first()

    answer = client.get(f"/sertifikat/{certificate.public_id}/pdf/")

    assert b"".join(answer.streaming_content)[:5] == b"%PDF-"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert AuditEntry.objects.filter(verb="certificates.certificate.downloaded").count() == 1


def test_the_list_is_exported_as_it_is_narrowed(client, issued):
    csv = client.get(address(issued, "unduh/csv/")).content.decode("utf-8-sig")
    sheet = client.get(address(issued, "unduh/xlsx/?keadaan=revoked")).content

    assert len(csv.strip().splitlines()) == 3
    rows = list(load_workbook(io.BytesIO(sheet)).active.values)
    assert rows[0][:3] == ("Nomor", "Nama", "OPD")
    assert len(rows) == 1
    assert client.get(address(issued, "unduh/pdf/")).status_code == 404


def test_a_certificate_is_revoked_after_its_ripples_were_seen(client, issued):
    certificate = Certificate.objects.first()
    page = f"/sertifikat/{certificate.public_id}/cabut/"

    assert "8 JP (Menunggu verifikasi BKPSDM)" in text_of(client.get(page))
    client.post(page, {"public_reason": "Salah orang"})

    certificate.refresh_from_db()
    assert certificate.state == "revoked"
    assert client.get(page).status_code == 404


def test_a_name_is_put_right_as_a_second_version(client, issued):
    certificate = Certificate.objects.first()

    answer = client.post(
        f"/sertifikat/{certificate.public_id}/perbaiki/",
        {"person_name": "Nama Benar", "reason": "Ejaan"},
        follow=True,
    )

    assert "Nama Benar" in text_of(answer)
    assert "versi 2" in text_of(answer)


def test_an_opd_sees_its_own_people_and_changes_nothing(client, workshop):
    ask(workshop)
    work()
    own, other = Certificate.objects.order_by("pk")
    client.force_login(make_role(Role.UNIT_ADMIN, own.registration.unit))

    page = text_of(client.get(address(workshop)))

    assert own.number in page
    assert other.number not in page
    assert client.get(f"/sertifikat/{own.public_id}/").status_code == 200
    assert client.get(f"/sertifikat/{other.public_id}/pdf/").status_code == 404
    for rest in ("terbitkan/", "proses/"):
        assert client.get(address(workshop, rest)).status_code == 404
    for act in ("cabut/", "perbaiki/"):
        assert client.get(f"/sertifikat/{own.public_id}/{act}").status_code == 404


def test_a_stranger_finds_no_bimtek(client, workshop):
    client.force_login(make_user())

    assert client.get(address(workshop)).status_code == 404


def test_all_certificates_are_one_list(client, organiser):
    certificate = make_certificate(make_closed_workshop(unit=organiser.grants.get().unit))
    hidden = make_certificate()

    page = text_of(client.get("/sertifikat/"))

    assert certificate.workshop.title_id in page
    assert hidden.workshop.title_id not in page


FIELDS = {
    "public_name": "full",
    "language": "id",
    "office": "Pemerintah Kabupaten Contoh\nDinas Kominfo",
    "place": "Bantul",
    "signatory_name": "Ir. Contoh",
    "signatory_post": "a.n. Bupati Contoh\nKepala Dinas",
    "signatory_rank": "",
    "signatory_nip": "19680101 199303 1 005",
}


def test_a_layout_is_made_looked_at_and_revised(client):
    unit = make_unit(make_pemda())
    client.force_login(make_role(Role.ORGANISER, unit))

    made = client.post(
        "/sertifikat/templat/baru/", FIELDS | {"unit": unit.public_id, "name": "Resmi"}
    )
    template = unit.certificate_templates.get()
    assert made.url == f"/sertifikat/templat/{template.public_id}/"
    assert template.signatory_nip == "196801011993031005"
    sample = client.get(f"{made.url}contoh/").content
    assert "CONTOH – TIDAK BERLAKU" in papers.texts(sample)[0]
    assert "a.n. Bupati Contoh" in papers.texts(sample)[0]
    client.post(made.url, FIELDS | {"place": "Sleman"})

    assert unit.certificate_templates.get(retired_at=None).version == 2
    listed = client.get("/sertifikat/templat/").content.decode()
    assert listed.count("/sertifikat/templat/") >= 2
    client.post(f"/sertifikat/templat/{template.public_id}/pensiun/")
    assert client.get("/sertifikat/templat/").status_code == 200


def test_a_layout_of_another_unit_is_not_found(client, workshop, organiser):
    other = make_layout(make_unit())

    assert client.get(f"/sertifikat/templat/{other.public_id}/").status_code == 404


def test_the_page_of_issuing_says_what_waits_for_a_signature_and_that_nothing_is_left(
    client, workshop, organiser
):
    make_layout(workshop.unit)
    ask(workshop, template=make_layout(workshop.unit, signing_account=own_key(workshop.unit)))
    work()

    unsigned = text_of(client.get(address(workshop, "terbitkan/")))
    Certificate.objects.update(state="issued", issued_at=NOW, issued_by=organiser)
    signed = text_of(client.get(address(workshop, "terbitkan/")))

    assert "2 sertifikat menunggu tanda tangan pejabatnya" in unsigned
    assert unsigned.count("Menunggu tanda tangan") == 2
    assert "Sudah terbit" not in unsigned
    assert "Semua yang berhak sudah mendapat sertifikatnya" in signed
    assert signed.count("Sudah terbit") == 2
