"""The file of a stage as one zip; letters in registers; a changed date and what it breaks."""

import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse

from participants.actions.job import perform, take
from participants.errors import Refused
from participants.models import AuditEntry, JobState, NoticeState, Number, Role, StoredFile
from project.jobs import HANDLERS
from tests import papers
from tests.factories import (
    NOW,
    make_invitation,
    make_person,
    make_registration,
    make_role,
    make_unit,
    make_workshop,
)
from workshops.actions.letter import hand_in_letter
from workshops.actions.office_letter import change_letter_pattern, record_letter, void_letter
from workshops.actions.spj import VALID, clear_spj, request_spj
from workshops.actions.stage import change_stage
from workshops.models import LetterDirection, OfficeLetter, StageMove
from workshops.queries.document.moves import effects_of
from workshops.queries.document.papers import values_of_correction, values_of_stage
from workshops.queries.document.spj import SPJ
from workshops.queries.invitation import notices_of
from workshops.rendering.document.fill import texts_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


@pytest.fixture
def story():
    workshop = make_workshop()
    stage = workshop.stages.get()
    stage.workshop = workshop
    unit = make_unit(workshop.unit.parent, name="Dinas Kesehatan")
    invitation = make_invitation(workshop, unit)
    person = make_registration(workshop, make_person(unit), invitation=invitation)
    return workshop, stage, unit, invitation, person, make_role(Role.ORGANISER, workshop.unit)


def packed(stage, by, at=NOW):
    job = request_spj(stage=stage, by=by, at=at)
    item = take(worker="test", at=at, kinds=[SPJ])
    perform(item=item, handler=HANDLERS[SPJ], at=at)
    item.refresh_from_db()
    assert (item.state, item.error) == (JobState.DONE, [])
    stored = StoredFile.objects.get(public_id=item.result["file"])
    with stored.content.open("rb") as content:
        return job, zipfile.ZipFile(io.BytesIO(content.read()))


def out(story, **told):
    workshop, _stage, _unit, _invitation, _person, organiser = story
    return record_letter(
        **{
            "unit": workshop.unit, "direction": LetterDirection.OUT, "party": "Bupati",
            "subject": "Undangan", "dated_on": date(2026, 11, 2), "classification": "400.1",
            "by": organiser, "at": NOW, **told,
        }
    )  # fmt: skip


def lines_of(content):
    return [text for text in texts_of(content)[0] if text]


# --- the zip -------------------------------------------------------------------------------------


def test_the_zip_holds_the_papers_in_the_order_of_the_file_and_says_what_lacks_first(story):
    _workshop, stage, _unit, _invitation, _person, organiser = story

    _job, archive = packed(stage, organiser)

    names = archive.namelist()
    assert names[0] == "00 Daftar isi.docx"
    folders = list(dict.fromkeys(name.split("/")[0] for name in names[1:]))
    assert folders == [
        "01 SK panitia", "02 Undangan", "03 Surat tugas", "04 Jadwal", "05 Daftar hadir",
        "06 Daftar nominatif", "07 Tanda terima transport", "08 Narasumber", "09 Notulen",
        "10 Laporan",
    ]  # fmt: skip
    front = lines_of(archive.read(names[0]))
    lacking, there = front.index("Yang masih kurang"), front.index("Isi berkas")
    assert lacking < there
    missing = " ".join(front[lacking:there])
    for said in ("Sub kegiatan dan rekening belum diisi.", "SK panitia belum bernomor.",
                 "Surat tugas belum diterima dari 1 OPD", "presensi belum disahkan"):  # fmt: skip
        assert said in missing
    assert set(names[1:]) <= set(front[there:])


def test_every_paper_of_the_zip_opens_and_no_placeholder_is_left(story):
    _workshop, stage, _unit, _invitation, person, organiser = story

    _job, archive = packed(stage, organiser)

    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith(".docx"):
            assert [text for text in lines_of(content) if "{{" in text or "}}" in text] == []
        elif name.endswith(".xlsx"):
            openpyxl.load_workbook(io.BytesIO(content))
        else:
            assert content.startswith(b"%PDF-")
    draft = next(name for name in archive.namelist() if "draf-" in name)
    assert person.printed_name in " ".join(lines_of(archive.read(draft)))


def test_progress_is_told_piece_by_piece_and_asking_twice_is_one_job(story, monkeypatch):
    _workshop, stage, *_rest, organiser = story
    said = []
    monkeypatch.setattr(
        "workshops.tasks.note_progress",
        lambda *, item, done, of, piece, by, at: said.append((done, of, piece)),
    )

    first = request_spj(stage=stage, by=organiser, at=NOW)
    again, _archive = packed(stage, organiser)

    assert again == first
    assert [done for done, _of, _piece in said] == list(range(len(said)))
    assert said[0][2] == "SK panitia"
    assert said[-1][1] == len(said)


def test_a_zip_is_the_askers_alone_and_gone_after_a_day(story, client):
    workshop, stage, *_rest, organiser = story
    job, _archive = packed(stage, organiser)
    address = reverse(
        "workshops:spj-file", args=[workshop.public_id, stage.public_id, job.public_id]
    )

    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    assert client.get(address).status_code == 404
    client.force_login(organiser)
    assert clear_spj(by=organiser, at=NOW + VALID + timedelta(minutes=1)) == 1
    assert client.get(address).status_code == 404
    assert not StoredFile.objects.filter(name__startswith="spj-").exists()


def test_a_worker_that_died_after_packing_leaves_one_zip(story):
    _workshop, stage, *_rest, organiser = story
    job, _archive = packed(stage, organiser)
    job.items.update(state=JobState.WAITING, result={})

    item = take(worker="second", at=NOW, kinds=[SPJ])
    perform(item=item, handler=HANDLERS[SPJ], at=NOW)

    assert StoredFile.objects.filter(name__startswith="spj-").count() == 1


def test_the_button_makes_the_zip_and_an_opd_finds_no_such_page(story, client):
    workshop, stage, unit, *_rest, organiser = story
    make = reverse("workshops:spj-make", args=[workshop.public_id, stage.public_id])
    client.force_login(organiser)

    page = client.post(make, follow=True)

    assert page.status_code == 200
    assert "Sedang disusun" in page.content.decode()
    client.force_login(make_role(Role.UNIT_ADMIN, unit))
    assert client.post(make).status_code == 404
    listed = reverse("workshops:document-list", args=[workshop.public_id])
    assert client.get(listed).status_code == 404


# --- registers -----------------------------------------------------------------------------------


def test_letters_are_numbered_without_a_gap_and_typed_numbers_take_their_place(story):
    workshop = story[0]

    first = out(story)
    typed = out(story, typed="005/091/DISKOMINFO/2026")
    third = out(story)

    assert [one.entry.ordinal for one in (first, typed, third)] == [1, 2, 3]
    assert typed.number == "005/091/DISKOMINFO/2026"
    assert first.number == f"400.1/001/{workshop.unit.shown_as}/XI/2026"
    with pytest.raises(Refused) as refused:
        out(story, typed="005/091/DISKOMINFO/2026")
    assert "sudah ada pada register ini" in str(refused.value)
    assert Number.objects.count() == 3


def test_a_letter_that_came_in_keeps_its_senders_number(story):
    letter = out(story, direction=LetterDirection.IN, typed="094/7/DINKES/2026",
                 received_on=date(2026, 11, 4))  # fmt: skip

    assert (letter.number, letter.entry.text) == ("094/7/DINKES/2026", "1")
    with pytest.raises(Refused):
        out(story, direction=LetterDirection.IN, typed="x", received_on=date(2026, 11, 1))
    with pytest.raises(Refused):
        out(story, classification="")


def test_a_new_year_counts_from_one_and_a_pattern_changes_the_next_alone(story):
    workshop, *_rest, organiser = story
    old = out(story)
    change_letter_pattern(
        unit=workshop.unit, direction=LetterDirection.OUT, pattern="B/{urut}/{tahun}",
        by=organiser, at=NOW,
    )  # fmt: skip

    new, next_year = out(story), out(story, dated_on=date(2027, 1, 2))

    old.refresh_from_db()
    assert old.number.startswith("400.1/001/")
    assert (new.number, next_year.number) == ("B/2/2026", "B/1/2027")


def test_a_voided_letter_stays_in_the_register_and_its_number_is_not_given_again(story, client):
    *_rest, organiser = story
    letter = out(story)

    void_letter(letter=letter, reason="Salah tujuan", by=organiser, at=NOW)

    with pytest.raises(Refused):
        void_letter(letter=letter, reason="Lagi", by=organiser, at=NOW)
    assert out(story).entry.ordinal == 2
    client.force_login(organiser)
    page = client.get(reverse("workshops:office-letter-list", args=["keluar"])).content.decode()
    assert f"<s>{letter.number}</s>" in page
    assert "Batal: Salah tujuan" in page


def test_the_register_is_searched_printed_exported_and_its_offices_alone(story, client):
    *_rest, organiser = story
    out(story, subject="Undangan rapat")
    out(story, subject="Pinjam gedung")
    client.force_login(organiser)
    address = reverse("workshops:office-letter-list", args=["keluar"])

    found = client.post(address, {"cari": "gedung"}).content.decode()
    printed = client.get(reverse("workshops:office-letter-print", args=["keluar"])).content.decode()
    sheet = client.get(reverse("workshops:office-letter-export", args=["keluar", "xlsx"]))

    assert "Pinjam gedung" in found
    assert "Undangan rapat" not in found
    assert printed.index("Undangan rapat") < printed.index("Pinjam gedung")
    assert openpyxl.load_workbook(io.BytesIO(sheet.content)).active.max_row == 3
    client.force_login(make_role(Role.ORGANISER, make_unit()))
    assert "Pinjam gedung" not in client.get(address).content.decode()


def test_a_paper_gets_its_number_from_the_page_and_bears_it(story, client):
    workshop, stage, *_rest, organiser = story
    client.force_login(organiser)
    page = reverse(
        "workshops:document-stage-letter", args=[workshop.public_id, stage.public_id, "undangan"]
    )
    told = {"dated_on": "2026-11-02", "party": "Daftar terlampir", "subject": "Undangan",
            "nature": "penting", "typed": "005/12/2026", "copies": "Bupati\nSekda"}  # fmt: skip

    shown, saved = client.get(page), client.post(page, told)

    assert shown.status_code == 200
    assert saved.status_code == 302
    paper = client.get(
        reverse(
            "workshops:document-file",
            args=[workshop.public_id, stage.public_id, "undangan", "docx"],
        )
    )
    lines = lines_of(paper.content)
    for said in ("005/12/2026", "Penting", "1. Bupati", "2. Sekda"):
        assert said in lines
    assert AuditEntry.objects.filter(verb="workshops.document.downloaded").count() == 1


@pytest.mark.parametrize("people", [1, 3])
def test_the_register_asks_as_often_for_three_letters_as_for_one(
    people, story, client, django_assert_max_num_queries
):
    for _letter in range(people):
        out(story)
    client.force_login(story[-1])

    with django_assert_max_num_queries(12):
        client.get(reverse("workshops:office-letter-list", args=["keluar"]))


# --- a changed date ------------------------------------------------------------------------------


def moved(story, **told):
    _workshop, stage, _unit, _invitation, _person, organiser = story
    day = stage.starts_on + timedelta(days=7)
    change_stage(
        stage=stage, starts_on=day, ends_on=day, reason="Gedung dipakai upacara",
        by=organiser, at=NOW + timedelta(hours=1), **told,
    )  # fmt: skip
    stage.refresh_from_db()
    return StageMove.objects.select_related("stage__workshop__unit").latest("pk")


def test_a_changed_date_says_what_it_broke_and_keeps_the_old_date(story, client):
    workshop, stage, unit, _invitation, person, organiser = story
    was = stage.starts_on
    invited = out(story, kind="undangan", workshop=workshop, stage=stage)
    hand_in_letter(
        workshop=workshop, unit=unit, registrations=[person], stage=stage, state="received",
        number="094/7/2026", dated_on=date(2026, 11, 3), by=organiser, at=NOW,
    )  # fmt: skip

    move = moved(story)

    effects = effects_of(move)
    assert [(one.letter.number, one.people, one.mended) for one in effects.letters] == [
        ("094/7/2026", 1, False)
    ]
    assert (effects.invitation, effects.correction) == (invited, None)
    assert not effects.settled
    said = values_of_stage("undangan", stage, at=NOW)
    assert said["hari_tanggal"] == values_of_correction(move)["semula"]
    assert {row["hari_tanggal"] for row in said["jadwal"]} == {said["hari_tanggal"]}
    values = values_of_correction(move)
    assert str(was.day) in values["semula"]
    assert str(stage.starts_on.day) in values["hari_tanggal"]
    assert values["undangan_nomor"] == invited.number
    assert values["alasan"] == "Gedung dipakai upacara"
    client.force_login(organiser)
    for page in (
        reverse("workshops:move-detail", args=[workshop.public_id, move.public_id]),
        reverse("workshops:schedule-detail", args=[workshop.public_id]),
        reverse("workshops:document-list", args=[workshop.public_id]),
    ):
        assert f"<s>{was.day} November 2026</s>" in client.get(page).content.decode()


def test_a_change_is_settled_when_ralat_letters_and_messages_are(story):
    workshop, stage, unit, _invitation, person, organiser = story
    out(story, kind="undangan", workshop=workshop, stage=stage)
    told = {
        "workshop": workshop, "unit": unit, "registrations": [person], "stage": stage,
        "state": "received", "dated_on": date(2026, 11, 3), "by": organiser,
    }  # fmt: skip
    hand_in_letter(number="1", at=NOW, **told)
    move = moved(story)

    hand_in_letter(number="2", at=NOW + timedelta(hours=2), **told)
    out(story, kind="ralat", workshop=workshop, stage=stage, at=NOW + timedelta(hours=2))
    notices_of(workshop).filter(code="workshops.moved").update(
        state=NoticeState.SENT, sent_at=NOW + timedelta(hours=2), sent_by=organiser
    )

    effects = effects_of(move)
    assert [one.mended for one in effects.letters] == [True]
    assert effects.settled


def test_a_change_of_name_alone_is_no_move(story):
    _workshop, stage, *_rest, organiser = story

    change_stage(
        stage=stage, starts_on=stage.starts_on, ends_on=stage.ends_on, title_id="Tahap baru",
        by=organiser, at=NOW,
    )  # fmt: skip

    assert not StageMove.objects.exists()


def test_the_zip_of_a_moved_stage_holds_its_ralat(story):
    workshop, stage, *_rest, organiser = story
    out(story, kind="undangan", workshop=workshop, stage=stage)
    moved(story)

    _job, archive = packed(stage, organiser)

    assert f"02 Undangan/ralat-{stage.starts_on.isoformat()}.docx" in archive.namelist()
    assert OfficeLetter.objects.count() == 1
    assert "Ralat perubahan tanggal belum bernomor." in " ".join(
        lines_of(archive.read("00 Daftar isi.docx"))
    )


def test_a_move_of_which_nobody_was_told_asks_for_no_ralat(story):
    _workshop, stage, *_rest, organiser = story
    move = moved(story)

    _job, archive = packed(stage, organiser)

    assert effects_of(move).settled
    assert not any("ralat" in name for name in archive.namelist())
