"""The papers of a Bimtek: a letter of the register, a moved stage, a template, the zip of a stage."""

from datetime import timedelta

from participants.actions.file import store_made
from tests.factories import NOW, make_system
from tests.world.addresses import Arguments
from workshops.actions.document import use_version
from workshops.actions.office_letter import record_letter
from workshops.actions.spj import request_spj
from workshops.models import DocumentTemplate, LetterDirection, StageMove, Workshop


def documents_of(workshop: Workshop) -> Arguments:
    by, stage = make_system(), workshop.stages.get()
    day = workshop.unit.localdate(NOW)
    letter = record_letter(
        unit=workshop.unit,
        direction=LetterDirection.OUT,
        dated_on=day,
        typed=f"005/{workshop.public_id}",
        party="Daftar terlampir",
        subject="Undangan",
        kind="undangan",
        workshop=workshop,
        stage=stage,
        by=by,
        at=NOW,
    )
    letter.file = store_made(
        name="undangan.pdf", content=b"%PDF-1.7 undangan", content_type="application/pdf",
        unit=workshop.unit, by=by, at=NOW,
    )  # fmt: skip
    letter.save(update_fields=["file"])
    version = DocumentTemplate.objects.create(
        unit=workshop.unit, kind="undangan", version=1, made_at=NOW, made_by=by
    )
    use_version(version=version, by=by, at=NOW)
    move = StageMove.objects.create(
        stage=stage,
        old_starts_on=day - timedelta(days=7),
        old_ends_on=day - timedelta(days=7),
        starts_on=day,
        ends_on=day,
        moved_at=NOW,
        moved_by=by,
    )
    return {
        ("berkas", "letter"): letter.public_id,
        ("batal", "letter"): letter.public_id,
        ("versi", "version"): version.public_id,
        ("perubahan", "move"): move.public_id,
        ("spj", "job"): request_spj(stage=stage, by=by, at=NOW).public_id,
        # What each address may name: papers of the whole, those that are numbered, any other.
        ("naskah", "document"): "laporan",
        ("workshops:document-file", "document"): "nominatif",
        ("nomor", "document"): "undangan",
        ("nomor-sk", "document"): "sk-panitia",
    }
