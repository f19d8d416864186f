"""Papers around certificates: symbolic prints, the register as a book, names confirmed first."""

import io
import re

import pytest
from openpyxl import load_workbook

from certificates.actions.issuing import request_issue
from certificates.models import Certificate
from participants.actions.number import reserve_block
from participants.models import AuditEntry, Number, NumberSeries, Role
from tests import papers
from tests.factories import NOW, make_registration, make_role, make_user, make_workshop
from tests.factories_certificates import (
    PATTERN,
    close,
    make_certificate,
    make_closed_workshop,
    make_entitlement,
    make_layout,
)
from tests.factories_links import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files, monkeypatch):
    papers.ensure_faces()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def organiser_of(client, workshop):
    user = make_role(Role.ORGANISER, workshop.unit)
    client.force_login(user)
    return user


def address(workshop, rest="") -> str:
    return f"/bimtek/{workshop.public_id}/sertifikat/{rest}"


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# --- cetak simbolis ------------------------------------------------------------------------------


def test_a_symbolic_print_is_a_page_a_name_and_leaves_no_certificate(client):
    workshop = make_workshop(title_id="Bimtek Kota Cerdas")
    organiser_of(client, workshop)
    layout = make_layout(workshop.unit)
    first = make_registration(workshop, printed_name="Dr. Wa Ode Siti Nurhaliza, S.Kom., M.T.")
    second = make_registration(workshop, printed_name="Sukarno")
    make_registration(workshop, printed_name="Tidak Dipilih")

    answer = client.post(
        address(workshop, "simbolis/"),
        {"people": [first.public_id, second.public_id], "template": layout.public_id},
    )

    pages = papers.texts(answer.content)
    assert len(pages) == 2
    for page, name in zip(sorted(pages), ("Siti", "Sukarno"), strict=True):
        assert "SIMBOLIS – BUKAN SERTIFIKAT" in page
        assert "Bimtek Kota Cerdas" in page
        assert "Nomor" not in page
        assert name in "".join(pages)
    assert [papers.decoded(page) for page in papers.pages(answer.content)] == [[], []]
    assert not Certificate.objects.exists()
    assert not Number.objects.exists()
    assert AuditEntry.objects.get(verb="certificates.certificate.printed_symbolic")


def test_nobody_chosen_is_told_and_a_stranger_finds_no_page(client):
    workshop = make_workshop()
    organiser_of(client, workshop)
    make_registration(workshop)
    layout = make_layout(workshop.unit)

    page = client.post(address(workshop, "simbolis/"), {"template": layout.public_id})
    client.force_login(make_user())

    assert page.status_code == 200
    assert page.context["form"].errors["people"]
    assert client.get(address(workshop, "simbolis/")).status_code == 404


# --- names that were not confirmed ---------------------------------------------------------------


@pytest.fixture
def two(client):
    workshop = make_workshop()
    sure = make_registration(workshop, printed_name="Ani Pasti")
    sure.confirmed_at, sure.confirmed_by = NOW, make_user()
    sure.save()
    unsure = make_registration(workshop, printed_name="Budi Ragu")
    closing = close(workshop)
    make_entitlement(sure, closing)
    make_entitlement(unsure, closing)
    make_layout(workshop.unit)
    organiser_of(client, workshop)
    return workshop, sure, unsure


def test_who_has_not_confirmed_is_listed_before_the_button_with_a_link_to_remind(client, two):
    workshop, _sure, unsure = two
    link = make_link(unsure)

    page = client.get(address(workshop, "terbitkan/"))

    (message,) = page.context["to_confirm"]
    assert (message.name, message.link.endswith(link.token())) == ("Budi Ragu", True)
    text = text_of(page)
    assert "1 nama belum dipastikan" in text
    assert "Terbitkan dulu untuk yang sudah memastikan namanya, 1 orang" in text
    assert text.index("Ingatkan") < text.index("Tanggal penetapan")


def test_those_who_confirmed_may_go_first(client, two):
    workshop, _sure, _unsure = two
    page = client.get(address(workshop, "terbitkan/"))
    said = {
        "template": page.context["form"].fields["template"].queryset.get().public_id,
        "issued_on": workshop.unit.localdate(NOW).isoformat(),
        "numbering": "pattern",
        "pattern": PATTERN,
        "typed": "",
        "who": "dipastikan",
    }

    answer = client.post(address(workshop, "terbitkan/"), said, follow=True)

    assert "1 sertifikat sedang diterbitkan" in text_of(answer)


def test_nobody_confirmed_leaves_no_choice(client):
    workshop = make_closed_workshop()
    organiser_of(client, workshop)
    make_layout(workshop.unit)

    page = client.get(address(workshop, "terbitkan/"))

    assert "who" not in page.context["form"].fields
    assert "Terbitkan 1 sertifikat" in text_of(page)


# --- surat keterangan ----------------------------------------------------------------------------


def test_letters_are_made_on_the_page_for_those_who_are_ticked(client):
    workshop = make_workshop()
    here = make_registration(workshop, printed_name="Budi Separuh")
    slot = workshop.stages.get().slots.get(kind="pagi")
    facts = {"slots": [{"slot": slot.public_id, "status": "present", "jp": 4}]}
    made = make_entitlement(here, close(workshop), kind="none", jp=4, facts=facts)
    organiser_of(client, workshop)
    layout = make_layout(workshop.unit)
    said = {
        "people": [made.public_id],
        "template": layout.public_id,
        "issued_on": workshop.unit.localdate(NOW).isoformat(),
        "pattern": "470/{urut:03}/KET/{tahun}",
    }

    wrong = client.post(address(workshop, "keterangan/"), said | {"pattern": "470"})
    answer = client.post(address(workshop, "keterangan/"), said, follow=True)

    assert "Pola nomor harus memuat {urut}" in text_of(wrong)
    assert "1 surat keterangan dibuat." in text_of(answer)
    assert "470/001/KET/2026" in text_of(answer)
    public = client.get(f"/v/{Certificate.objects.get().public_id}")
    assert "Surat keterangan ini asli dan berlaku" in text_of(public)
    assert "telah mengikuti sebagian dari" in text_of(public)


# --- the register --------------------------------------------------------------------------------


@pytest.fixture
def book(client):
    """A certificate's number, and two typed ones of which nobody used either."""
    workshop = make_closed_workshop(title_id="Bimtek Kota Cerdas")
    user = organiser_of(client, workshop)
    certificate = make_certificate(workshop)
    series = NumberSeries.objects.get()
    reserve_block(series=series, year=2026, texts=["A-1", "A-2"], by=user, at=NOW)
    return series, certificate


def test_the_register_is_read_by_year_and_voids_say_why(client, book):
    series, certificate = book
    here = f"/sertifikat/register/{series.public_id}/2026/"

    silent = client.post(here + "2/batal/", {"reason": " "}, follow=True)
    voided = client.post(here + "2/batal/", {"reason": "Salah ketik"}, follow=True)

    assert "Tuliskan alasannya" in text_of(silent)
    text = text_of(voided)
    assert "Nomor A-1 dicatat batal." in text
    assert "Salah ketik" in text
    assert certificate.number in text
    assert certificate.statement["person_name"] in text
    assert (voided.context["voids"], voided.context["free"]) == (1, 1)
    assert voided.context["gaps"] == []
    assert series.pattern in text_of(client.get("/sertifikat/register/"))


def test_a_number_in_use_is_not_voided_by_hand(client, book):
    series, _certificate = book

    answer = client.post(
        f"/sertifikat/register/{series.public_id}/2026/1/batal/", {"reason": "Iseng"}
    )

    assert answer.status_code == 404
    assert Number.objects.get(ordinal=1).state == "used"


def test_the_register_is_a_book_to_print_and_a_sheet(client, book):
    series, certificate = book
    here = f"/sertifikat/register/{series.public_id}/2026/unduh/"

    pdf = client.get(here + "pdf/")
    sheet = client.get(here + "xlsx/")

    (page,) = papers.texts(pdf.content)
    assert "BUKU REGISTER" in page
    assert re.sub(r"\s|\u200b", "", certificate.number) in re.sub(r"\s|\u200b", "", page)
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [row[1] for row in rows] == ["Nomor", certificate.number, "A-1", "A-2"]
    assert client.get(here + "exe/").status_code == 404


def test_another_offices_register_does_not_exist(client, book):
    series, _certificate = book
    client.force_login(make_role(Role.ORGANISER, make_workshop().unit))

    assert client.get(f"/sertifikat/register/{series.public_id}/2026/").status_code == 404
    assert client.get("/sertifikat/register/").context["books"] == []


@pytest.mark.parametrize("people", [1, 3])
def test_the_register_takes_the_same_queries_however_long(
    client, people, django_assert_num_queries
):
    workshop = make_closed_workshop(people=people)
    organiser_of(client, workshop)
    for _person in range(people):
        make_certificate(workshop)
    series = NumberSeries.objects.get()

    # session, user, grants, units, series, years; numbers, papers
    with django_assert_num_queries(8):
        client.get(f"/sertifikat/register/{series.public_id}/2026/")


def test_issuing_for_the_confirmed_alone_notes_it(two):
    workshop, sure, _unsure = two

    job = request_issue(
        workshop=workshop,
        template=make_layout(workshop.unit),
        issued_on=workshop.unit.localdate(NOW),
        pattern=PATTERN,
        confirmed_only=True,
        by=make_user(),
        at=NOW,
    )

    keys = [item.key for item in job.items.all()]
    assert keys == [sure.entitlements.get().public_id]
