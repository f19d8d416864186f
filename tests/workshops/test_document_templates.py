"""An office's own templates: what they may say, taken by version, and filled without running."""

import io
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.errors import Refused
from participants.models import AuditEntry, Role
from tests import papers
from tests.factories import (
    NOW,
    make_role,
    make_unit,
)
from tests.factories_documents import document_of, lines_of, make_organised
from workshops.actions.document import take_template, use_shipped, use_version
from workshops.models import (
    DocumentTemplate,
)
from workshops.queries.document.papers import values_of_stage
from workshops.queries.document.templates import templates_of
from workshops.rendering.document.fill import filled, texts_of
from workshops.rendering.document.paper import tried, written
from workshops.rendering.document.shipped import shipped
from workshops.rules.document import BY_CODE, DOCUMENTS, faults_of, list_faults, sample_of

pytestmark = pytest.mark.django_db
KEYWORDS = ("{{", "}}", "{%")


@pytest.fixture(autouse=True)
def _faces():
    papers.ensure_faces()


@pytest.fixture
def organised():
    return make_organised()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.code)
def test_every_shipped_template_says_known_words_alone_and_leaves_none_unfilled(document):
    texts, blocks = texts_of(shipped(document.code))
    assert [str(one) for one in (*faults_of(document, texts), *list_faults(blocks))] == []

    made = tried(document=document, content=shipped(document.code))

    assert [text for text in lines_of(made) if any(key in text for key in KEYWORDS)] == []
    docx.Document(io.BytesIO(made))


def test_a_placeholder_that_word_cut_into_runs_is_filled_with_the_look_of_the_first():
    made = docx.Document()
    paragraph = made.add_paragraph()
    paragraph.add_run("Yth. {{ ju").bold = True
    for part in ("du", "l }} di {{tempat", "_ttd}}."):
        paragraph.add_run(part)
    kept = io.BytesIO()
    made.save(kept)

    content = filled(kept.getvalue(), {"judul": "Bimtek A", "tempat_ttd": "Bantul"})

    read = docx.Document(io.BytesIO(content)).paragraphs[0]
    assert read.text == "Yth. Bimtek A di Bantul."
    assert read.runs[0].text == "Yth. Bimtek A"
    assert read.runs[0].bold


def test_a_row_is_repeated_for_everybody_and_left_blank_for_nobody():
    template = document_of(table=("{{ peserta.no }}", "{{ peserta.nama }}", "{{ judul }}"))
    people = [{"no": "1", "nama": "Ani"}, {"no": "2", "nama": "Budi"}]

    some = docx.Document(io.BytesIO(filled(template, {"peserta": people, "judul": "X"}))).tables[0]
    none = docx.Document(
        io.BytesIO(filled(template, {"peserta": []}, blanks={"peserta": 3}))
    ).tables[0]

    assert [[cell.text for cell in row.cells] for row in some.rows] == [
        ["1", "Ani", "X"],
        ["2", "Budi", "X"],
    ]
    assert [[cell.text for cell in row.cells] for row in none.rows] == [["", "", ""]] * 3


def test_a_list_of_paragraphs_without_anybody_leaves_an_empty_line():
    template = document_of("Tembusan:", "{{ tembusan.no }}. {{ tembusan.kepada }}")

    content = filled(template, {"tembusan": []})

    assert lines_of(content) == ["Tembusan:"]


def test_a_value_that_looks_like_a_placeholder_stays_what_it_is():
    template = document_of("{{ judul }}", table=("{{ peserta.nama }}",))

    content = filled(
        template,
        {
            "judul": "{{ kepala_nip }}",
            "kepala_nip": "rahasia",
            "peserta": [{"nama": "{{ judul }}"}],
        },
    )

    assert lines_of(content) == ["{{ kepala_nip }}", "{{ judul }}"]


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_may_be_a_value_and_the_document_still_opens(value):
    content = filled(document_of("Hal: {{ judul }}!"), {"judul": value})

    text = docx.Document(io.BytesIO(content)).paragraphs[0].text
    assert text.startswith("Hal: ")
    assert text.endswith("!")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (document_of("{{ jdul }}"), "Maksudnya {{ judul }}?"),
        (document_of("{{ qqqq }}"), "Isian {{ qqqq }} tidak dikenal untuk naskah ini."),
        (document_of("{{ judul }"), "Kurung isian tidak lengkap"),
        (document_of("{{ judul|upper }}"), "Kurung isian tidak lengkap"),
        (document_of("{% for x in y %}{{ judul }}"), "tidak boleh berisi perintah"),
        (document_of("{{ judul.__class__ }}"), "tidak"),
        (document_of("Tanpa isian"), "tidak berisi satu pun isian"),
        (
            document_of("{{ judul }}", table=("{{ undangan.opd }}", "{{ jadwal.materi }}")),
            "Satu baris tabel hanya untuk satu daftar",
        ),
        (b"bukan zip", "tidak dapat dibuka"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_what_is_wrong(template, said):
    with pytest.raises(Refused) as refused:
        tried(document=BY_CODE["undangan"], content=template)

    assert said in str(refused.value)


def test_an_office_replaces_a_template_and_goes_back_version_by_version(organised):
    workshop, stage, _unit, organiser, *_people = organised
    upload = SimpleUploadedFile("kami.docx", document_of("Kantor kami: {{ judul }}"))

    first = take_template(unit=workshop.unit, code="jadwal", upload=upload, by=organiser, at=NOW)

    own = templates_of(workshop.unit)["jadwal"]
    values = values_of_stage("jadwal", stage, at=NOW)
    assert lines_of(written(code="jadwal", values=values, template=own)) == [
        f"Kantor kami: {workshop.title_id}"
    ]
    use_shipped(unit=workshop.unit, code="jadwal", by=organiser, at=NOW)
    assert templates_of(workshop.unit) == {}
    with pytest.raises(Refused):
        use_shipped(unit=workshop.unit, code="jadwal", by=organiser, at=NOW)
    use_version(version=first, by=organiser, at=NOW)
    assert templates_of(workshop.unit) == {"jadwal": own}
    kept = DocumentTemplate.objects.order_by("version").values_list("version", "file")
    assert [(version, bool(file)) for version, file in kept] == [(1, True), (2, False), (3, True)]


def test_the_template_page_takes_one_and_says_what_is_wrong_with_another(organised, client):
    workshop, _stage, _unit, organiser, *_people = organised
    client.force_login(organiser)
    page = reverse("workshops:template-detail", args=[workshop.public_id, "undangan"])

    wrong = client.post(page, {"upload": SimpleUploadedFile("a.docx", document_of("{{ jdul }}"))})
    macro = io.BytesIO()
    with zipfile.ZipFile(macro, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types><Override ContentType="x.macroEnabled"/></Types>'
        )
        archive.writestr("word/document.xml", "<a/>")
    bad = client.post(page, {"upload": SimpleUploadedFile("b.docx", macro.getvalue())})
    right = client.post(page, {"upload": SimpleUploadedFile("c.docx", document_of("{{ judul }}"))})

    assert (wrong.status_code, bad.status_code, right.status_code) == (422, 422, 302)
    assert "Maksudnya {{ judul }}?" in wrong.content.decode()
    assert DocumentTemplate.objects.count() == 1
    assert AuditEntry.objects.filter(verb="workshops.document_template.changed").count() == 1
    shown = client.get(page).content.decode()
    assert "{{ undangan.opd }}" in shown
    sample = client.get(reverse("workshops:template-sample", args=[workshop.public_id, "undangan"]))
    assert lines_of(b"".join(sample.streaming_content)) == [sample_of(BY_CODE["undangan"])["judul"]]


def test_only_who_organises_for_the_office_touches_its_templates(organised, client):
    workshop, *_rest = organised
    client.force_login(make_role(Role.ORGANISER, make_unit()))
    page = reverse("workshops:template-detail", args=[workshop.public_id, "undangan"])

    assert client.get(page).status_code == 404
    client.force_login(make_role(Role.AUDITOR, workshop.unit))
    assert client.get(page).status_code == 404
    listed = reverse("workshops:document-list", args=[workshop.public_id])
    assert client.get(listed).status_code == 200
