"""The office's pages of who signs: what each means asks for, what is never shown again, and a try."""

import pytest

from certificates.models import SignerLink, SigningAccount, Template
from participants.models import Role
from tests.certificates.signing import keys
from tests.certificates.signing.accounts import make_account, own_key
from tests.certificates.signing.fake_bsre import NIK
from tests.certificates.signing.secrets import found_in_database
from tests.factories import make_pemda, make_role, make_unit
from tests.factories_certificates import make_layout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground", "signing_file")]
LIST = "/sertifikat/penanda-tangan/"


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def office(client, unit):
    client.force_login(make_role(Role.ORGANISER, unit))
    return client


def said(unit, **fields):
    usual = {"unit": unit.public_id, "name": keys.OFFICIAL, "method": "bsre-v1"}
    return usual | {"service": "diskominfo", "nik": NIK} | fields


def test_a_nik_is_written_sealed_and_never_shown(office, unit, bsre):
    answer = office.post(LIST + "baru/", said(unit))

    page = office.get(answer.url).content.decode()
    assert SigningAccount.objects.get().nik_sealed
    assert NIK not in page
    assert "Sudah tersimpan" in page
    assert found_in_database(NIK) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"nik": ""}, "Wajib diisi untuk cara ini."),
        ({"nik": "12345"}, "NIK berisi 16 angka."),
        ({"service": ""}, "Wajib diisi untuk cara ini."),
        ({"service": "lain"}, "Masukkan pilihan yang valid"),
        ({"method": "own-key"}, "Wajib diisi untuk cara ini."),
        ({"method": "server-key"}, "Pilihan ini bukan untuk cara menandatangani itu."),
    ],
)
def test_each_means_asks_for_its_own(office, unit, bsre, fields, sentence):
    page = office.post(LIST + "baru/", said(unit, **fields)).content.decode()

    assert sentence in page or "pilihan" in page.lower()
    assert not SigningAccount.objects.exists()


def test_a_file_that_is_no_key_is_refused(office, unit, tmp_path):
    (tmp_path / "foto.p12").write_bytes(b"\x89PNG bukan kunci")

    with (tmp_path / "foto.p12").open("rb") as file:
        given = {"unit": unit.public_id, "name": "X", "method": "own-key", "key": file}
        page = office.post(LIST + "baru/", given).content.decode()

    assert "bukan berkas PKCS#12" in page


def test_a_try_asks_the_service_for_the_status_without_a_passphrase(office, unit, bsre):
    account = make_account(unit, method="bsre-v2", service="diskominfo", nik=NIK)
    bsre.status = "EXPIRED"

    page = office.post(f"{LIST}{account.public_id}/coba/", follow=True).content.decode()

    assert "status EXPIRED" in page
    assert [path for path, _said in bsre.asked] == ["/api/v2/user/check/status"]


def test_a_link_is_made_sent_and_made_anew(office, unit):
    account = own_key(unit, phone="+628123456789")

    page = office.post(f"{LIST}{account.public_id}/tautan/", follow=True).content.decode()
    office.post(f"{LIST}{account.public_id}/tautan/")

    assert "wa.me/628123456789" in page
    assert SignerLink.objects.filter(revoked_at=None).count() == 1
    assert SignerLink.objects.count() == 2


def test_another_units_signatory_is_out_of_reach(office):
    theirs = own_key(make_unit(make_pemda()))

    assert office.get(f"{LIST}{theirs.public_id}/").status_code == 404
    assert office.post(f"{LIST}{theirs.public_id}/tautan/").status_code == 404


def test_a_layout_takes_signatories_of_its_unit_and_both_by_one_way(office, unit):
    layout = make_layout(unit)
    first = own_key(unit)
    given = {
        "language": "id",
        "office": layout.office,
        "place": layout.place,
        "signatory_name": layout.signatory_name,
        "signatory_post": layout.signatory_post,
        "public_name": layout.public_name,
        "public_unit": layout.public_unit,
        "signing_account": first.public_id,
        "second_name": keys.SECOND,
        "second_post": "Sekretaris Daerah",
    }

    page = office.post(f"/sertifikat/templat/{layout.public_id}/", given).content.decode()
    assert "Kedua pejabat menandatangani dengan cara elektronik, atau pena." in page

    second = own_key(unit, name=keys.SECOND)
    given["second_account"] = second.public_id
    office.post(f"/sertifikat/templat/{layout.public_id}/", given)

    made = Template.objects.get(retired_at=None)
    assert (made.signing_account, made.second_account) == (first, second)
