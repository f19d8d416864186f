"""The Dokumen tab: the file of a stage piece by piece, what is missing on top, each paper to download."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.models import OrganisationUnit
from workshops.access import manages, overseen_workshop
from workshops.exporting.document import LISTS, xlsx
from workshops.models import Stage, StageMove, Workshop
from workshops.queries.document.moves import moves_of
from workshops.queries.document.papers import (
    sent_by,
    values_of_assignment,
    values_of_correction,
    values_of_stage,
    values_of_workshop,
)
from workshops.queries.document.pieces import Piece, all_missing, pieces_of
from workshops.queries.document.spj import latest_spj
from workshops.queries.document.templates import templates_of
from workshops.rendering.document.paper import written
from workshops.rules.document import BY_CODE

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OF_WHOLE = ("sk-panitia", "laporan")


@allow(is_logged_in)
@require_safe
def document_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = overseen_workshop(request.user, code)
    stages = list(workshop.stages.order_by("order", "pk"))
    today = workshop.unit.localdate(timezone.now())
    chosen = next((one for one in stages if one.public_id == request.GET.get("tahap")), None)
    # The one that is on, or was on last: its file is what is being put together.
    begun = [one for one in stages if one.starts_on <= today]
    stage = chosen or (begun[-1] if begun else stages[0] if stages else None)
    pieces: tuple[Piece, ...] = ()
    if stage:
        stage.workshop = workshop
        pieces = pieces_of(stage, user=request.user, today=today)
    may = manages(request.user, workshop)
    return render(
        request,
        "workshops/document_list.html",
        {
            "workshop": workshop,
            "stage": stage,
            "tabs": [
                {
                    "label": one.title_id,
                    "url": f"{request.path}?tahap={one.public_id}",
                    "current": one == stage,
                }
                for one in stages
            ],
            "rows": [_row(piece, workshop, stage, may) for piece in pieces] if stage else [],
            "attention": [
                {"text": one.text, "url": reverse(one.page, args=one.args) if may else ""}
                for one in all_missing(pieces)
            ],
            "job": latest_spj(stage, request.user) if stage else None,
            "moves": moves_of(workshop),
            "manages": may,
        },
    )


def _row(piece: Piece, workshop: Workshop, stage: Stage, may: bool) -> dict[str, Any]:  # noqa: FBT001
    code, _colon, key = piece.code.partition(":")
    here = workshop.public_id, stage.public_id
    files = []
    if code == "ralat":
        files.append(("DOCX", reverse("workshops:move-file", args=[workshop.public_id, key])))
    elif code == "sk-panitia":
        files.append(("DOCX", reverse("workshops:document-whole", args=[workshop.public_id, code])))
    elif code in BY_CODE and code != "spt":
        files.append(("DOCX", reverse("workshops:document-file", args=[*here, code, "docx"])))
        if code in LISTS:
            files.append(("XLSX", reverse("workshops:document-file", args=[*here, code, "xlsx"])))
    pages = {
        "spt": "workshops:letter-list",
        "daftar-hadir": "workshops:attendance-list",
        "jadwal": "workshops:schedule-detail",
    }
    letter = {
        "undangan": lambda: reverse("workshops:document-stage-letter", args=[*here, code]),
        "sk-panitia": lambda: reverse("workshops:document-letter", args=[workshop.public_id, code]),
    }
    return {
        "piece": piece,
        "files": files,
        "page": reverse(pages[code], args=[workshop.public_id]) if code in pages else "",
        "drafts": code == "spt" and _drafts(stage),
        "number": letter[code]() if may and code in letter and not piece.letter else "",
        "template": may and code in BY_CODE and code,
    }


def _drafts(stage: Stage) -> list[dict[str, str]]:
    """The OPD that send people to the stage, each with its draft."""
    units = OrganisationUnit.objects.inside_government().filter(
        invitations__workshop=stage.workshop_id, invitations__withdrawn_at=None
    )
    return [
        {
            "name": unit.shown_as,
            "url": reverse(
                "workshops:document-unit",
                args=[stage.workshop.public_id, stage.public_id, unit.public_id],
            ),
        }
        for unit in units.distinct().order_by("name", "pk")
    ]


@allow(is_logged_in)
@require_safe
def document_file(
    request: HttpRequest, code: str, stage: str, document: str, suffix: str
) -> HttpResponse:
    """One paper of a stage, as DOCX or, where it is a list, as XLSX."""
    workshop = overseen_workshop(request.user, code)
    found = _stage(workshop, stage)
    paper = BY_CODE.get(document)
    if paper is None or paper.per != "stage" or document == "daftar-isi":
        raise Http404
    if suffix not in ("docx", "xlsx") or (suffix == "xlsx" and document not in LISTS):
        raise Http404
    with override("id"):
        values = values_of_stage(document, found, at=timezone.now())
        content = (
            xlsx(document, values) if suffix == "xlsx" else _written(workshop, document, values)
        )
    return _sent(request, workshop, content, f"{document}-tahap-{found.order}.{suffix}", document)


@allow(is_logged_in)
@require_safe
def document_whole(request: HttpRequest, code: str, document: str) -> HttpResponse:
    """A paper about the whole Bimtek: SK panitia, laporan of all stages."""
    workshop = overseen_workshop(request.user, code)
    if document not in OF_WHOLE:
        raise Http404
    with override("id"):
        values = values_of_workshop(document, workshop, at=timezone.now())
        content = _written(workshop, document, values)
    return _sent(request, workshop, content, f"{document}.docx", document)


@allow(is_logged_in)
@require_safe
def document_unit(request: HttpRequest, code: str, stage: str, unit_id: str) -> HttpResponse:
    """The draft SPT of one OPD that was asked or sends people."""
    workshop = overseen_workshop(request.user, code)
    found = _stage(workshop, stage)
    unit = get_object_or_404(OrganisationUnit, public_id=unit_id)
    asked = workshop.invitations.filter(unit=unit, withdrawn_at=None).exists()
    if not asked and not sent_by(found, unit):
        raise Http404
    with override("id"):
        content = _written(workshop, "spt", values_of_assignment(found, unit))
    name = f"draf-spt-{unit.public_id}-tahap-{found.order}.docx"
    return _sent(request, workshop, content, name, "spt")


@allow(is_logged_in)
@require_safe
def move_file(request: HttpRequest, code: str, move: str) -> HttpResponse:
    """The ralat of one change of dates."""
    workshop = overseen_workshop(request.user, code)
    found = found_move(workshop, move)
    with override("id"):
        content = _written(workshop, "ralat", values_of_correction(found))
    return _sent(request, workshop, content, f"ralat-tahap-{found.stage.order}.docx", "ralat")


def _stage(workshop: Workshop, stage: str) -> Stage:
    found = get_object_or_404(workshop.stages, public_id=stage)
    found.workshop = workshop
    return found


def found_move(workshop: Workshop, move: str) -> StageMove:
    """One change of a stage of this Bimtek; Http404 for any other."""
    rows = StageMove.objects.filter(stage__workshop=workshop)
    found = get_object_or_404(rows.select_related("stage", "moved_by"), public_id=move)
    found.stage.workshop = workshop
    return found


def _written(workshop: Workshop, document: str, values: dict[str, Any]) -> bytes:
    template = templates_of(workshop.unit).get(document)
    return written(code=document, values=values, template=template)


def _sent(
    request: HttpRequest, workshop: Workshop, content: bytes, name: str, document: str
) -> HttpResponse:
    audit.reading(
        "workshops.document.downloaded",
        workshop,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=workshop.unit,
        paper=document,
    )
    response = HttpResponse(content, content_type=XLSX if name.endswith(".xlsx") else DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
