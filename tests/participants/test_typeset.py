from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import typst

from participants.rendering import typeset
from tests import papers

AT = datetime(2021, 12, 7, 3, 0, tzinfo=UTC)
TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Uji")
#set text(font: "Plus Jakarta Sans")
#data.at("name")
"""


@pytest.fixture
def template(tmp_path):
    papers.ensure_faces()
    path = tmp_path / "paper" / "plain.typ"
    path.parent.mkdir()
    path.write_text(TEMPLATE)
    return path


def test_each_paper_carries_its_own_data_when_many_are_made_at_once(template):
    names = [f"Peserta {place}" for place in range(12)]

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda name: typeset.pdf(template, {"name": name}, at=AT), names))

    assert [papers.texts(pdf)[0] for pdf in made] == names


def test_a_template_reads_nothing_outside_its_own_folder(template):
    (template.parent.parent / "secrets.env").write_text("FIELD_KEYS=1:x")
    template.write_text('#set document(title: "Uji")\n#read("../secrets.env")')

    with pytest.raises(typst.TypstError):
        typeset.pdf(template, {}, at=AT)


def test_an_endless_word_breaks_and_an_address_stays_whole(template):
    word = typeset.pdf(template, {"name": "X" * 200}, at=AT)
    address = typeset.pdf(template, {"name": "bimtek.go.id/v/7K3M9Q2XW4TB8N5D7K3M9Q2XWZ"}, at=AT)

    picture = papers.pages(word, dpi=36)[0].convert("L")
    right_edge = picture.crop((picture.width - 10, 0, picture.width, picture.height))
    assert right_edge.getextrema()[0] == 255
    assert papers.texts(address) == ["bimtek.go.id/v/7K3M9Q2XW4TB8N5D7K3M9Q2XWZ"]
