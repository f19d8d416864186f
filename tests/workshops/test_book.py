"""The masterplan as Word documents: everything that was accepted, and nothing that was not."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import docx
import pytest
from django.core.management import call_command
from django.urls import reverse
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.errors import Refused
from participants.models import AuditEntry, Job, Role, StoredFile
from participants.rules.filetype import check
from tests import books, papers
from tests.factories import NOW, make_invitation, make_role, make_system, make_unit, make_workshop
from tests.factories_links import hand_in, make_deliverable, make_duty
from workshops.actions.book import order_book, write_volume
from workshops.actions.review import Words, accept, ask_to_revise, reopen
from workshops.actions.submission import Body
from workshops.models import WorkProgramme
from workshops.queries.book import progress_of, source_of
from workshops.rendering.book.source import Sheet
from workshops.rendering.book.volumes import written
from workshops.rules.book import VOLUMES
from workshops.rules.worksheets import WORKSHEETS, rows_of

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
CODES = [volume.code for volume in VOLUMES]


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


def opened(content):
    return docx.Document(io.BytesIO(content))


# --- the documents -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole():
    papers.ensure_faces()
    source = books.source(40)
    return source, {code: written(code, source, at=AT) for code in CODES}


def test_every_programme_stands_in_book_two_with_owner_and_money(whole):
    source, volumes = whole
    text = books.text_of(volumes["buku-2"])

    assert [one.title for one in source.programmes if one.title not in text] == []
    first = source.programmes[0]
    assert (
        f"{first.years[0].year}: {first.years[0].budget // 1_000_000:,}".replace(",", ".") in text
    )


def test_every_cell_of_the_accepted_worksheets_stands_in_a_volume(whole):
    source, volumes = whole
    text = "\n".join(books.text_of(content) for content in volumes.values())

    def missing(code):
        for sheet in source.of(code):
            for section in WORKSHEETS[code].sections:
                held = sheet.content["sections"][section.code]
                for row in held.get("rows") or [held.get("fields")]:
                    for column in section.columns:
                        value = row.get(column.code)
                        wanted = column.kind in ("text", "long")
                        if wanted and str(value) not in text:
                            yield f"{code} {section.code}.{column.code}"

    # The rencana aksi comes in as programmes of the register.
    wanted = [code for code in WORKSHEETS if code != "rencana-aksi"]
    assert sorted({one for code in wanted for one in missing(code)}) == []


def test_headings_are_numbered_by_their_styles_and_the_contents_are_a_field(whole):
    document = opened(whole[1]["buku-2"])
    numbering = document.part.numbering_part.element

    for level in (1, 2, 3):
        number = document.styles[f"Heading {level}"].element.pPr.numPr
        assert (number.ilvl.val, number.numId.val) == (level - 1, 90)
    texts = [one.get(qn("w:val")) for one in numbering.iter(qn("w:lvlText"))]
    assert {"BAB %1", "%1.%2", "%1.%2.%3"} <= set(texts)
    fields = [node.text for node in document.element.iter(qn("w:instrText"))]
    assert fields[0].startswith("TOC ")
    chapters = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert chapters == [str(chapter.title) for chapter in VOLUMES[1].chapters]


def test_a_tables_header_is_repeated_and_its_rows_are_not_split(whole):
    for code in ("buku-1", "buku-2", "buku-3"):
        document = opened(whole[1][code])
        assert document.tables
        for table in document.tables:
            head, *rows = table._tbl.tr_lst
            assert head.trPr.find(qn("w:tblHeader")) is not None
            assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_wide_tables_lie_across_the_page_and_the_rest_stands(whole):
    shapes = [one.page_width > one.page_height for one in opened(whole[1]["buku-2"]).sections]

    assert shapes[0] is False
    assert True in shapes
    assert shapes[-1] is False


def test_the_roadmap_is_a_picture_with_words_and_a_table(whole):
    source, volumes = whole
    document = opened(volumes["buku-2"])
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]

    assert told
    assert all(told)
    assert all(str(year) in told[0] for year in source.years)
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert any("Program yang berjalan per dimensi dan tahun" in one for one in captions)


def test_a_region_without_anything_accepted_gets_volumes_that_say_so():
    source = books.source(0, sheets={}, legal_basis="", stages=())

    for code in CODES:
        text = books.text_of(written(code, source, at=AT))
        assert "Belum ada lembar kerja yang diterima" in text


def test_the_same_source_makes_the_same_words():
    source = books.source(5)

    assert books.text_of(written("buku-2", source, at=AT)) == books.text_of(
        written("buku-2", source, at=AT)
    )


def test_a_volume_would_be_taken_as_an_upload(whole):
    for content in whole[1].values():
        assert check(content, {"docx"}, 20_000_000).extension == "docx"


@settings(max_examples=30)
@given(
    st.text(max_size=60), st.sampled_from(["isu-daerah", "visi-misi", "kesenjangan", "komitmen"])
)
def test_whatever_was_written_in_a_cell_makes_a_document_that_opens(text, code):
    content = books.filled_in(code, "OPD <&>")
    for section in content["sections"].values():
        for row in section.get("rows") or [section["fields"]]:
            row.update({name: text for name in row if name != "id"})
    source = books.source(0, sheets={code: (Sheet(f"OPD {text}", content),)}, title=text)

    for volume in CODES:
        with zipfile.ZipFile(io.BytesIO(written(volume, source, at=AT))) as archive:
            assert archive.testzip() is None


def test_libreoffice_opens_book_two_with_every_programme(whole, tmp_path):
    source, volumes = whole
    pdf = books.as_pdf(volumes["buku-2"], tmp_path)
    if pdf is None:
        pytest.skip("There is no LibreOffice here.")

    printed = " ".join(papers.texts(pdf))
    assert [one.title[:5] for one in source.programmes if one.title[:5] not in printed] == []
    assert "BAB IV Rencana Aksi" in printed


# --- what is in it -------------------------------------------------------------------------------


@pytest.fixture
def workshop():
    return make_workshop()


def owed(workshop, code, name):
    root = workshop.unit
    work = workshop.stages.get().deliverables.filter(worksheet=code).first() or make_deliverable(
        workshop.stages.get(), form="worksheet", worksheet=code, title_id=code
    )
    known = workshop.invitations.filter(unit__name=name).first()
    return work, known or make_invitation(workshop, make_unit(_root_of(root), name=name))


def _root_of(unit):
    return type(unit).objects.get(path=unit.root_path)


def sent(workshop, code, name, at=NOW):
    work, invitation = owed(workshop, code, name)
    content = books.filled_in(code, name)
    return hand_in(work, invitation, Body(content=content), at=at)


def taken(workshop, code, name):
    submission = sent(workshop, code, name)
    accept(submission=submission, by=make_system(), at=NOW, actor="expert")
    return submission


def titles(submission):
    return {row["title"] for row in rows_of(submission.content, "programmes")}


@pytest.mark.django_db
def test_book_two_holds_every_accepted_programme_and_none_that_was_returned(workshop, files):
    kept = taken(workshop, "rencana-aksi", "Dinas Kesehatan")
    waiting = sent(workshop, "rencana-aksi", "Dinas Pendidikan")
    returned = sent(workshop, "rencana-aksi", "Bappeda")
    ask_to_revise(
        submission=returned, words=Words("Lengkapi."), by=make_system(), at=NOW, actor="expert"
    )
    opened_again = taken(workshop, "rencana-aksi", "Dinas Sosial")
    reopen(submission=opened_again, reason="Salah OPD", by=make_system(), at=NOW, actor="expert")

    text = books.text_of(written("buku-2", source_of(workshop, at=NOW), at=NOW))

    assert {one for one in titles(kept) if one in text} == titles(kept)
    for gone in (waiting, returned, opened_again):
        assert {one for one in titles(gone) if one in text} == set()


@pytest.mark.django_db
def test_a_withdrawn_programme_leaves_the_book_though_its_worksheet_stays(workshop, files):
    kept = taken(workshop, "rencana-aksi", "Dinas Kesehatan")
    one = WorkProgramme.objects.filter(source_submission=kept).order_by("pk").first()
    one.withdrawn_at, one.withdrawn_by = NOW, make_system()
    one.save()

    found = source_of(workshop, at=NOW).programmes

    assert one.title not in {programme.title for programme in found}
    assert len(found) == len(titles(kept)) - 1


@pytest.mark.django_db
def test_a_newer_version_that_waits_takes_the_worksheet_out_until_it_is_accepted(workshop, files):
    first = sent(workshop, "isu-daerah", "Dinas Kesehatan")
    ask_to_revise(
        submission=first, words=Words("Lengkapi."), by=make_system(), at=NOW, actor="expert"
    )
    second = sent(workshop, "isu-daerah", "Dinas Kesehatan", at=NOW + timedelta(hours=1))
    assert source_of(workshop, at=NOW).of("isu-daerah") == ()

    accept(submission=second, by=make_system(), at=NOW, actor="expert")

    assert source_of(workshop, at=NOW).of("isu-daerah") == (
        Sheet("Dinas Kesehatan", second.content),
    )


@pytest.mark.django_db
def test_progress_says_chapter_by_chapter_whose_worksheet_is_missing(workshop, files):
    taken(workshop, "kesiapan", "Dinas Kesehatan")
    make_duty(*owed(workshop, "kesiapan", "Bappeda"))

    chapters = {str(one.chapter.title): one for one in progress_of(workshop)[0].chapters}

    readiness = chapters["Analisis Kesiapan"]
    assert readiness.accepted == 1
    assert [one.owner_name for one in readiness.open] == ["Bappeda"]
    assert chapters["Analisis Visi"].unasked


@pytest.mark.django_db
def test_a_chapter_asked_of_teams_that_do_not_exist_says_so_and_what_to_do(workshop, files, client):
    make_deliverable(
        workshop.stages.get(), form="worksheet", worksheet="peta-jalan", owed_by="pillar",
        title_id="Peta jalan",
    )  # fmt: skip

    chapters = {str(one.chapter.title): one for one in progress_of(workshop)[1].chapters}

    assert not chapters["Peta Jalan"].unasked
    assert [one.title_id for one in chapters["Peta Jalan"].unowed] == ["Peta jalan"]
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    page = client.get(f"/bimtek/{workshop.public_id}/buku/").text
    assert "Peta jalan diminta dari setiap tim pilar; belum ada satu pun." in page
    assert "Bentuk kelompok" in page


@pytest.mark.django_db
@pytest.mark.parametrize("units", [1, 3])
def test_the_source_takes_the_same_queries_however_many_units(
    workshop, files, units, django_assert_num_queries
):
    for number in range(units):
        taken(workshop, "rencana-aksi", f"Dinas Nomor {number}")

    with django_assert_num_queries(10):
        source_of(workshop, at=NOW)
    with django_assert_num_queries(5):
        progress_of(workshop)


# --- having it written ---------------------------------------------------------------------------


@pytest.fixture
def clerk(client, workshop):
    user = make_role(Role.ORGANISER, workshop.unit)
    client.force_login(user)
    return user


@pytest.mark.django_db
def test_the_page_orders_the_worker_writes_and_the_file_is_taken_home(
    client, workshop, clerk, files
):
    taken(workshop, "rencana-aksi", "Dinas Kesehatan")
    page = reverse("workshops:book-detail", args=[workshop.public_id])
    assert client.get(page).status_code == 200

    assert client.post(page, {"volumes": ["buku-2", "komitmen"]}).status_code == 302
    call_command("worker", once=True)

    job = Job.objects.get(kind="workshops.book")
    assert job.state == "done"
    answer = client.get(
        reverse("workshops:book-file", args=[workshop.public_id, job.public_id, "buku-2"])
    )
    content = answer.getvalue()
    assert answer["Content-Disposition"].startswith("attachment;")
    assert opened(content).core_properties.title == "BUKU 2 Masterplan Smart City Daerah"
    stored = StoredFile.objects.get(name="buku-2.docx")
    shown = client.get(page).content.decode()
    assert stored.sha256 in shown
    assert "2 program" in shown
    assert AuditEntry.objects.filter(verb="workshops.book.downloaded", by=clerk).count() == 1


@pytest.mark.django_db
def test_nothing_chosen_is_said_so(client, workshop, clerk):
    page = reverse("workshops:book-detail", args=[workshop.public_id])

    assert client.post(page, {}).status_code == 422
    with pytest.raises(Refused):
        order_book(workshop=workshop, volumes=[], by=clerk, at=NOW)


@pytest.mark.django_db
def test_a_volume_written_twice_by_two_workers_is_one_file(workshop, clerk, files):
    job = order_book(workshop=workshop, volumes=["komitmen"], by=clerk, at=NOW)
    write_volume(job=job, volume="komitmen", by=clerk, at=NOW)
    StoredFile.objects.all().delete()  # the first worker died before its commit

    kept, _programmes = write_volume(job=job, volume="komitmen", by=clerk, at=NOW)

    assert len([path for path in files.rglob("*") if path.is_file()]) == 1
    assert kept.sha256


@pytest.mark.django_db
def test_strangers_find_no_book_and_an_auditor_orders_none(client, workshop):
    page = reverse("workshops:book-detail", args=[workshop.public_id])
    client.force_login(make_role(Role.UNIT_ADMIN, make_unit()))
    assert client.get(page).status_code == 404

    client.force_login(make_role(Role.AUDITOR, workshop.unit))

    assert client.get(page).status_code == 200
    assert client.post(page, {"volumes": ["buku-2"]}).status_code == 404
    assert not Job.objects.exists()
