"""Electronic signatures in a real browser: the organiser chooses who signs, the official signs on a phone."""

import pytest

from certificates.models import Certificate, SignerLink
from certificates.views import batch
from certificates.views.batch import WRONG
from participants.models import Role
from tests import papers
from tests.certificates.signing import keys
from tests.factories import make_role
from tests.factories_certificates import make_closed_workshop, make_layout
from tests.journeys.test_certificates import log_in, looked_at, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workshop(files, tmp_path, settings):
    papers.ensure_faces()
    settings.SIGNING_FILE = str(tmp_path / "signing.toml")
    workshop = make_closed_workshop(people=5, title_id="Bimtek Penyusunan Masterplan Smart City")
    make_layout(workshop.unit, name="Resmi", signatory_name=keys.OFFICIAL)
    return workshop


def test_an_official_signs_on_a_phone_after_a_slip_and_resumes_after_closing_the_page(
    open_page, axe, complaints, workshop, tmp_path, monkeypatch
):
    monkeypatch.setattr(batch, "AT_MOST", 2)  # small batches, so that there is a midway
    organiser = make_role(Role.ORGANISER, workshop.unit, password="rahasia-sekali")
    (tmp_path / "kadis.p12").write_bytes(keys.p12())
    office = open_page(width=1280)
    log_in(office, organiser)

    office.goto("/sertifikat/penanda-tangan/")
    looked_at(office, "penanda-tangan-kosong", 1280, axe)
    office.goto("/sertifikat/penanda-tangan/baru/")
    office.get_by_label("Nama penanda tangan").fill(keys.OFFICIAL)
    office.get_by_label("Berkas .p12").set_input_files(tmp_path / "kadis.p12")
    looked_at(office, "penanda-tangan-baru", 1280, axe)
    office.get_by_role("button", name="Simpan").click()
    office.get_by_role("button", name="Coba: status akun").click()
    office.get_by_text("Hanya pemiliknya").wait_for()
    looked_at(office, "penanda-tangan", 1280, axe)

    office.goto("/sertifikat/templat/")
    office.get_by_role("link", name="Resmi").click()
    office.get_by_label("Tanda tangan elektronik", exact=False).first.select_option(index=1)
    office.get_by_role("button", name="Simpan sebagai versi baru").click()
    office.get_by_text("Versi 2 tersimpan").wait_for()
    looked_at(office, "templat-elektronik", 1280, axe)
    office.goto(f"/bimtek/{workshop.public_id}/sertifikat/terbitkan/")
    office.get_by_role("button", name="Terbitkan 5 sertifikat").click()
    office.get_by_text("0 dari 5").wait_for()
    work()
    office.goto(f"/bimtek/{workshop.public_id}/sertifikat/")
    office.get_by_role("heading", name="Menunggu tanda tangan").wait_for()
    looked_at(office, "menunggu-tanpa-tautan", 1280, axe)
    office.get_by_role("button", name="Buat tautan tanda tangan").click()
    sent = office.get_by_role("link", name="Pilih penerima di WhatsApp")
    address = sent.get_attribute("href")
    looked_at(office, "menunggu", 1280, axe)
    assert SignerLink.objects.count() == 1
    token = address.split("%2Ft%2F")[1][:32]

    waiting = Certificate.objects.order_by("pk")[0]
    WRONG.forget(waiting.signatures.get().account.public_id)
    public = open_page(width=360)
    public.goto(f"/v/{waiting.public_id}")
    public.get_by_role("heading", name="Sertifikat ini belum ditandatangani").wait_for()
    looked_at(public, "v-belum", 360, axe)

    phone = open_page(width=360)
    phone.goto(f"/t/{token}")
    looked_at(phone, "tanda-tangan", 360, axe)
    secret = phone.get_by_label("Frasa sandi")
    secret.fill("Melati-7-Kuning")
    phone.get_by_role("button", name="Tanda tangani 5 sertifikat").click()
    phone.get_by_text("Frasa sandi salah.").wait_for()
    looked_at(phone, "tanda-tangan-salah", 360, axe)
    assert secret.input_value() == ""
    assert not Certificate.objects.exclude(state="prepared").exists()

    asked = []

    def cut_after_the_first(route):
        asked.append(route)
        return route.continue_() if len(asked) == 1 else route.abort()

    phone.route("**/tanda-tangan/", cut_after_the_first)
    secret.fill(keys.PASSPHRASE)
    phone.get_by_role("button", name="Tanda tangani 5 sertifikat").click()
    phone.get_by_text("Sambungan terputus.").wait_for()
    looked_at(phone, "tanda-tangan-terputus", 360, axe)
    complaints.clear()  # the browser's own note of the connection that was cut
    phone.close()

    again = open_page(width=360)
    again.goto(f"/t/{token}")
    again.get_by_label("Frasa sandi").fill(keys.PASSPHRASE)
    again.get_by_role("button", name="Tanda tangani 3 sertifikat").click()
    again.get_by_text("Selesai: 3 sertifikat ditandatangani.").wait_for()
    looked_at(again, "tanda-tangan-selesai", 360, axe)
    assert set(Certificate.objects.values_list("state", flat=True)) == {"issued"}

    public.reload()
    public.get_by_role("heading", name="Sertifikat ini asli dan berlaku").wait_for()
    public.get_by_text("Ditandatangani secara elektronik").wait_for()
    looked_at(public, "v-ditandatangani", 360, axe)
    office.reload()
    office.get_by_text("5 pesan kepada pemegang siap dikirim").wait_for()
