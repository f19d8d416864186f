"""Badges and cards: read by a foreign decoder from the printed PDF, few at once, many by the worker."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from participants.actions.job import perform, take
from participants.models import Job
from project.jobs import HANDLERS
from tests import papers
from tests.factories import NOW, make_invitation, make_registration, make_workshop
from tests.factories_day import make_organiser
from workshops.rendering.badge import Badge, pdf
from workshops.tokens import new_check_in_code

AT = datetime(2026, 11, 22, tzinfo=UTC)
LONG = "Prof. Dr. Ir. Wa Ode Nurhayaningsih-Tjokroaminoto Kusumawardhani, S.H., M.Si., Ph.D."


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


def badge(name="Budi Santoso", **said):
    usual = {"unit": "Dinas Kesehatan", "role": "Peserta", "kind": "participant"}
    return Badge(name=name, code=new_check_in_code(), **(usual | said))


def drawn(badges, shape="badge"):
    return pdf(
        badges,
        shape=shape,
        title="Bimtek Smart City",
        dates="7 s.d. 8 Desember 2026",
        language="id",
        at=AT,
    )


def codes_on(made, dpi=150):
    return sorted(text for page in papers.pages(made, dpi=dpi) for text in papers.decoded(page))


@pytest.mark.parametrize(("shape", "sheets"), [("badge", 3), ("card", 1)])
def test_every_qr_of_a_printed_sheet_is_read_by_a_foreign_decoder(shape, sheets):
    badges = [badge(), badge(LONG), badge("X" * 80), badge("Wa"), *(badge() for _ in range(5))]

    made = drawn(badges, shape)

    assert len(papers.pages(made)) == sheets
    assert codes_on(made) == sorted(one.code for one in badges)


def test_a_badge_carries_name_unit_and_role_and_a_sheet_is_a4():
    made = drawn([badge(role="Narasumber", kind="speaker")])

    (page,) = papers.texts(made)
    assert [word in page for word in ("Budi Santoso", "Dinas Kesehatan", "NARASUMBER")] == [
        True
    ] * 3
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [round(float(side)) for side in document.pages[0].mediabox] == [0, 0, 595, 842]
        assert document.open_metadata()["pdfaid:part"] == "3"


def test_whatever_is_typed_is_printed_literally():
    (page,) = papers.texts(drawn([badge('#read("/etc/passwd")')]))

    assert '#read("/etc/passwd")' in page.replace(" ", "")


@pytest.fixture
def workshop(db):
    return make_workshop()


@pytest.fixture
def clerk(client, workshop):
    clerk = make_organiser(workshop)
    client.force_login(clerk)
    return clerk


def here(workshop):
    return f"/bimtek/{workshop.public_id}/kehadiran/lencana/"


def test_a_few_come_at_once_for_those_who_were_chosen(client, clerk, workshop):
    wanted = make_registration(workshop)
    make_registration(workshop)
    make_registration(workshop, state="withdrawn")
    speaker = make_registration(workshop, kind="speaker")

    by_unit = client.post(here(workshop), {"shape": "badge", "unit": wanted.unit.public_id})
    speakers = client.post(here(workshop), {"shape": "card", "kind": "speaker"})
    everybody = client.post(here(workshop), {"shape": "card"})

    assert codes_on(by_unit.content) == [wanted.check_in_code()]
    assert codes_on(speakers.content) == [speaker.check_in_code()]
    assert len(codes_on(everybody.content)) == 3
    assert by_unit["Cache-Control"] == "private, no-store"


def test_nobody_chosen_is_a_sentence(client, clerk, workshop):
    make_registration(workshop)

    answer = client.post(here(workshop), {"shape": "badge", "kind": "committee"})

    assert answer.status_code == 422
    assert "Tidak ada orang pada pilihan ini." in answer.text


def test_more_than_fifty_are_made_by_the_worker_and_come_as_one_pdf(client, clerk, workshop):
    invitation = make_invitation(workshop)
    people = [make_registration(workshop, invitation=invitation) for _ in range(51)]

    client.post(here(workshop), {"shape": "card"})
    job = Job.objects.get()
    waiting = client.get(here(workshop))
    early = client.get(f"{here(workshop)}{job.public_id}/berkas/")
    while item := take(worker="w", at=NOW, kinds=HANDLERS):
        perform(item=item, handler=HANDLERS[item.job.kind], at=NOW)
    done = client.get(f"{here(workshop)}{job.public_id}/", headers={"HX-Request": "true"})
    made = client.get(f"{here(workshop)}{job.public_id}/berkas/").content

    assert "0 dari 2" in waiting.text
    assert early.status_code == 404
    assert "2 dari 2" in done.text
    assert codes_on(made) == sorted(one.check_in_code() for one in people)


def test_codes_are_printed_for_those_who_manage_the_bimtek_alone(client, clerk, workshop):
    make_registration(workshop)
    client.force_login(make_organiser(make_workshop()))

    assert client.get(here(workshop)).status_code == 404
    assert client.post(here(workshop), {"shape": "badge"}).status_code == 404
