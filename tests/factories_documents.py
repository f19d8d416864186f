"""Makers for papers: a stage with people, and Word files as an office would upload them."""

import io
from typing import Any

import docx

from participants.models import Role
from tests.factories import (
    NOW,
    make_invitation,
    make_person,
    make_registration,
    make_role,
    make_unit,
    make_workshop,
)
from workshops.models import Attendance
from workshops.rendering.document.fill import texts_of


def make_organised() -> tuple[Any, ...]:
    """A stage with two people of one OPD, one of whom came in the morning; its organiser."""
    workshop = make_workshop(legal_basis="Perpres 95 Tahun 2018\nSK Bupati 1/2026")
    organiser = make_role(Role.ORGANISER, workshop.unit)
    stage = workshop.stages.get()
    unit = make_unit(workshop.unit.parent, name="Dinas Kesehatan")
    invitation = make_invitation(workshop, unit, seats=2)
    came, missed = (
        make_registration(
            workshop,
            make_person(unit, full_name=name),
            invitation=invitation,
            printed_name=name,
            printed_post="Analis Data",
        )
        for name in ("Ani Contoh, S.T.", "Budi Contoh")
    )
    Attendance.objects.create(
        registration=came,
        slot=stage.slots.get(kind="pagi"),
        status="present",
        arrived_at=NOW,
        noted_at=NOW,
        noted_by=organiser,
    )
    stage.workshop = workshop
    return workshop, stage, unit, organiser, came, missed


def document_of(*paragraphs: str, table: tuple[str, ...] = ()) -> bytes:
    """A DOCX of these paragraphs, and of one row."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if table:
        drawn = made.add_table(rows=0, cols=len(table))
        for cell, text in zip(drawn.add_row().cells, table, strict=True):
            cell.text = text
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def lines_of(content: bytes) -> list[str]:
    """Its paragraphs that say something."""
    return [text for text in texts_of(content)[0] if text]
