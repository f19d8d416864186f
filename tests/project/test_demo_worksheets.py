"""What the demo's OPD hand in could be handed in by anybody."""

import random

import pytest

from project.demo.worksheets import content_of
from workshops.rules.worksheets import WORKSHEETS, faults


@pytest.mark.parametrize(
    "code", ["isu-daerah", "swot-tows", "kesiapan", "kesenjangan", "rencana-aksi"]
)
def test_a_worksheet_of_the_demo_has_no_faults(code):
    content = content_of(code, "Dinas Kesehatan", 2026, random.Random("demo"))

    assert faults(WORKSHEETS[code], content) == []
