"""The signer's page, by link and logged in, with and without a script."""

import json

import pytest
from django.urls import reverse

from certificates.actions.signer import find_link, issue_link, retire_account, token_of
from certificates.models import Certificate, CertificateEvent, Signature
from certificates.signing.port import Passphrase
from certificates.views import batch
from certificates.views.batch import WRONG
from participants.errors import Refused
from participants.models import AuditEntry, Notice, Role, TrainingRecord
from tests.certificates.signing import keys
from tests.certificates.signing.accounts import own_key
from tests.certificates.signing.secrets import found_in_database
from tests.certificates.signing.test_state import work
from tests.factories import NOW, make_role, make_system
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground", "signing_file")]
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def workshop():
    return make_closed_workshop(people=3)


@pytest.fixture
def account(workshop):
    account = own_key(workshop.unit)
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()
    WRONG.forget(account.public_id)
    return account


@pytest.fixture
def token(account):
    from django.utils import timezone  # noqa: PLC0415

    return token_of(issue_link(account=account, by=make_system(), at=timezone.now()))


def press(client, token, account, passphrase=keys.PASSPHRASE, **how):
    return client.post(
        f"/t/{token}/tanda-tangan/",
        {"account": account.public_id, "passphrase": passphrase},
        **how,
    )


def test_the_page_lists_who_waits_and_opens_each_paper(client, token, account):
    page = client.get(f"/t/{token}")

    first = Certificate.objects.order_by("pk")[0]
    text = page.content.decode()
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert first.statement["person_name"] in text
    assert first.number in text
    paper = client.get(f"/t/{token}/tanda-tangan/{first.public_id}/")
    assert b"".join(paper.streaming_content).startswith(b"%PDF-")
    assert AuditEntry.objects.filter(verb="certificates.certificate.read").count() == 1


def test_one_press_signs_and_issues_and_tells_the_holders(client, token, account):
    answer = press(client, token, account, **JSON)

    said = json.loads(answer.content)
    assert (len(said["signed"]), said["left"], said["sentence"]) == (3, 0, "")
    assert answer.headers["Cache-Control"] == "no-store"
    assert {one.state for one in Certificate.objects.all()} == {"issued"}
    assert TrainingRecord.objects.count() == Notice.objects.count() == 3
    signer = find_link(token, at=NOW).user
    assert set(Signature.objects.values_list("signed_by", flat=True)) == {signer.pk}
    acts = CertificateEvent.objects.filter(certificate__version=1).values_list("act", flat=True)
    assert sorted(acts) == ["issued"] * 3 + ["prepared"] * 3 + ["signed"] * 3


def test_without_a_script_the_page_comes_again_and_says_how_many_are_left(
    client, token, account, monkeypatch
):
    monkeypatch.setattr(batch, "AT_MOST", 2)

    answer = press(client, token, account)

    text = client.get(answer.url).content.decode()
    assert answer.status_code == 302
    assert "2 sertifikat ditandatangani." in text
    assert "Masih 1." in text


def test_a_batch_begins_no_other_call_when_its_time_is_over(client, token, account, monkeypatch):
    monkeypatch.setattr(batch, "LONGEST", 0)

    said = json.loads(press(client, token, account, **JSON).content)

    assert (len(said["signed"]), said["left"], said["stopped"]) == (1, 2, False)


def test_a_wrong_passphrase_signs_nothing_and_the_third_one_closes_the_page_for_a_while(
    client, token, account
):
    said = [json.loads(press(client, token, account, "keliru", **JSON).content) for _ in range(4)]

    assert all(one["stopped"] and not one["signed"] for one in said)
    assert "Frasa sandi salah" in said[2]["sentence"]
    assert "15 menit" in said[3]["sentence"]
    assert "15 menit" in json.loads(press(client, token, account, **JSON).content)["sentence"]
    assert Signature.objects.filter(attempts__gt=0).count() == 0


def test_no_passphrase_is_kept_in_a_row_or_shown_again(client, token, account):
    press(client, token, account, "Sandi-Yang-Keliru")
    press(client, token, account)

    assert found_in_database(keys.PASSPHRASE, "Sandi-Yang-Keliru") == []
    assert keys.PASSPHRASE not in client.get(f"/t/{token}").content.decode()


def test_an_empty_passphrase_is_asked_for(client, token, account):
    said = json.loads(press(client, token, account, "", **JSON).content)

    assert said["sentence"] == "Ketikkan frasa sandi Anda."


def test_a_link_issued_anew_kills_the_one_before(client, token, account):
    from django.utils import timezone  # noqa: PLC0415

    newer = token_of(issue_link(account=account, by=make_system(), at=timezone.now()))

    assert client.get(f"/t/{token}").status_code == 404
    assert press(client, token, account).status_code == 404
    assert client.get(f"/t/{newer}").status_code == 200


def test_a_link_signs_for_its_own_account_alone(client, token, account):
    other = own_key(make_closed_workshop().unit, name="Orang lain")

    assert press(client, token, other).status_code == 404


def test_a_paper_of_another_account_does_not_open(client, token, account):
    workshop = make_closed_workshop()
    other = own_key(workshop.unit, name="Orang lain")
    ask(workshop, template=make_layout(workshop.unit, signing_account=other))
    work()
    theirs = Certificate.objects.get(workshop=workshop)

    assert client.get(f"/t/{token}/tanda-tangan/{theirs.public_id}/").status_code == 404


def test_an_official_with_a_login_signs_there(client, workshop):
    user = make_role(Role.SIGNER, workshop.unit)
    account = own_key(workshop.unit, user=user)
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()
    WRONG.forget(account.public_id)
    client.force_login(user)

    home = client.get("/")
    page = client.get(reverse("certificates:signing-desk"))
    answer = client.post(
        reverse("certificates:signing-sign"),
        {"account": account.public_id, "passphrase": keys.PASSPHRASE},
        **JSON,
    )

    assert "3 sertifikat menunggu" in page.content.decode()
    assert "3 sertifikat menunggu tanda tangan Anda" in home.content.decode()
    assert len(json.loads(answer.content)["signed"]) == 3


def test_nothing_is_issued_for_an_official_who_is_not_used_any_more(workshop):
    retired = own_key(workshop.unit)
    layout = make_layout(workshop.unit, signing_account=retired)
    retire_account(account=retired, by=make_system(), at=NOW)
    layout.refresh_from_db()

    with pytest.raises(Refused, match="tidak dipakai lagi"):
        ask(workshop, template=layout)


def test_an_official_for_whom_papers_wait_is_not_retired(account):
    with pytest.raises(Refused, match="Masih ada sertifikat"):
        retire_account(account=account, by=make_system(), at=NOW)


def test_a_user_signs_for_nobody_else(client, account, workshop):
    client.force_login(make_role(Role.SIGNER, workshop.unit))

    answer = client.post(
        reverse("certificates:signing-sign"),
        {"account": account.public_id, "passphrase": keys.PASSPHRASE},
    )

    assert answer.status_code == 404


def test_what_is_prepared_says_so_on_its_public_page_and_tells_nothing_else(client, account):
    waiting = Certificate.objects.order_by("pk")[0]
    name = waiting.statement["person_name"]

    page = client.get(f"/v/{waiting.public_id}")
    facts = client.get(f"/v/{waiting.public_id}.json")

    text = page.content.decode()
    assert "belum ditandatangani" in text
    assert name not in text
    assert waiting.number not in text
    assert facts.json() == {"state": "prepared"}


def test_the_holder_gets_nothing_before_the_last_signature(client, account, workshop):
    waiting = Certificate.objects.order_by("pk")[0]
    holder = make_role(Role.LEADER, workshop.unit, person=waiting.registration.person)
    client.force_login(holder)

    assert client.get(f"/sertifikat/{waiting.public_id}/pdf/").status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_however_many_wait(client, people, django_assert_num_queries):
    from django.utils import timezone  # noqa: PLC0415

    workshop = make_closed_workshop(people=people)
    account = own_key(workshop.unit)
    ask(workshop, template=make_layout(workshop.unit, signing_account=account))
    work()
    token = token_of(issue_link(account=account, by=make_system(), at=timezone.now()))

    with django_assert_num_queries(4):  # link twice (whose page is it?), account, what waits
        client.get(f"/t/{token}")


def test_a_passphrase_is_not_printed_pickled_copied_or_compared():
    import copy  # noqa: PLC0415
    import pickle  # noqa: PLC0415

    passphrase = Passphrase("rahasia")

    assert (
        f"{passphrase} {passphrase!r} {[passphrase]}"
        == "Passphrase(…) Passphrase(…) [Passphrase(…)]"
    )
    for forbidden in (pickle.dumps, copy.copy, copy.deepcopy, hash):
        with pytest.raises(TypeError):
            forbidden(passphrase)
    with pytest.raises(TypeError):
        passphrase == "rahasia"  # noqa: B015
