"""The register of programmes in the world that is crawled."""

from io import BytesIO

from participants.models import OrganisationUnit, UnitKind
from tests.factories import NOW, make_system
from tests.factories_people import csv_sheet
from tests.factories_programmes import make_programme, say
from tests.world.addresses import Arguments
from tests.world.books import paper_of
from workshops.actions.evaluation import open_evaluation
from workshops.importing.programme import stage_programmes
from workshops.models import ProgrammeReport
from workshops.rules.evaluation import USUAL_WEIGHTS


def programmes_of(office: OrganisationUnit, unit: OrganisationUnit, word: str) -> Arguments:
    """A programme of the unit in the office's register, reported with evidence."""
    if unit.kind == UnitKind.EXTERNAL:
        return {}  # an outside body owns no programme
    programme = make_programme(
        unit, keeper=office, title=f"{word} Program", indicator=f"{word} indikator"
    )
    report = say(programme, note=f"{word} keterangan")
    ProgrammeReport.objects.filter(pk=report.pk).update(evidence=paper_of(unit, word, "bukti.pdf"))
    return {
        ("program", "public_id"): programme.public_id,
        ("laporan", "report"): report.public_id,
    }


def register_of(office: OrganisationUnit) -> Arguments:
    """A sheet that waits to go into the office's register."""
    session = stage_programmes(
        upload=BytesIO(csv_sheet(("Tanpa pilar",), headers=("Nama Program", "Pilar"))),
        name="program.csv",
        keeper=office,
        by=make_system(),
        at=NOW,
    )
    evaluation = open_evaluation(
        keeper=office, year=2025, weights=USUAL_WEIGHTS, by=make_system(), at=NOW
    )
    return {
        ("impor", "session"): session.public_id,
        ("evaluasi", "public_id"): evaluation.public_id,
        ("nilai", "round_"): "mandiri",
    }
