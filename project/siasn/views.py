"""*Siap unggah SIASN*: what is due, what would block it, files to upload, and what SIASN answered."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_hr
from participants.actions import audit
from participants.actions import siasn as actions
from participants.actions.job import enqueue
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.models import (
    Job,
    JobItem,
    JobState,
    OrganisationUnit,
    SiasnBatch,
    StoredFile,
    SyncState,
    TrainingRecord,
)
from participants.queries import siasn as queries
from participants.queries.job import progress
from participants.rules.siasn import read_answers
from participants.tables.paging import show_page
from participants.views.file import respond
from participants.views.hours import year_asked
from participants.views.tabs import record_tabs
from project.siasn.configured import connection_for
from project.siasn.forms import AnswersForm, UnitForm
from project.siasn.tables import SyncFilter, SyncResource, SyncTable
from project.siasn.tasks import PACK, SEND

PER_PAGE = 50
SHOWN = 20  # batches


def _office(request: HttpRequest) -> OrganisationUnit:
    """The Pemda of the address, among those where the user is HR; else the first of them."""
    offices = queries.offices_of(request.user)
    asked = request.GET.get("pemda", "")
    found = next((one for one in offices if one.public_id == asked), None)
    if found is None and (asked or not offices):
        raise Http404
    return found or offices[0]


def _back(office: OrganisationUnit, year: int) -> str:
    return "?" + urlencode({"tahun": year, "pemda": office.public_id})


@allow(is_hr)
@require_safe
def siasn_list(request: HttpRequest) -> HttpResponse:
    """Records of a year by how they stand in SIASN, and what is in the way."""
    office, year = _office(request), year_asked(request)
    narrowed = SyncFilter(request.GET, queryset=queries.loaded(queries.due(office, year)))
    table = SyncTable(narrowed.qs)
    show_page(request, table, per_page=PER_PAGE)
    blocked = queries.blocked_units(office, year)
    batches = SiasnBatch.objects.filter(unit=office, year=year).select_related("prepared_by")
    return render(
        request,
        "project/siasn_list.html",
        {
            "tabs": record_tabs(request, "siasn"),
            "office": office,
            "offices": queries.offices_of(request.user),
            "year": year,
            "figures": queries.figures_of(office, year),
            "blocked": blocked,
            "unknown": sum(one.code == "unknown" for one in blocked),
            "withdrawn": queries.withdrawn_of(office, year),
            "batches": batches.order_by("-pk")[:SHOWN],
            "filter": narrowed,
            "active": bool(request.GET.get("keadaan")),
            "table": table,
            "query": urlencode({**request.GET.dict(), "tahun": year, "pemda": office.public_id}),
            "back": _back(office, year),
        },
    )


@allow(is_hr)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    """The list as a sheet; who took it along is noted."""
    office, year = _office(request), year_asked(request)
    narrowed = SyncFilter(request.GET, queryset=queries.loaded(queries.due(office, year)))
    response = download(
        SyncResource(), narrowed.qs, name=f"siasn-keadaan-{year}", extension=extension
    )
    audit.reading(
        "participants.siasn.exported",
        office,
        by=request.user,
        at=timezone.now(),
        unit=office,
        form=extension,
    )
    return response


@allow(is_hr)
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    """A batch of what is new or changed, and the job that packs it."""
    office, year, at = _office(request), year_asked(request), timezone.now()
    rows = queries.loaded(queries.due(office, year)).iterator(chunk_size=1_000)
    chosen, more, without = queries.to_prepare(rows, actions.MOST_ROWS)
    back = redirect(f"{request.path.removesuffix('siapkan/')}{_back(office, year)}")
    if without:
        said = ngettext(
            "%(n)s riwayat dilewati karena orangnya belum punya NIP di sini.",
            "%(n)s riwayat dilewati karena orangnya belum punya NIP di sini.",
            without,
        )
        messages.warning(request, said % {"n": without})
    try:
        batch = actions.prepare(records=chosen, unit=office, year=year, by=request.user, at=at)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return back
    enqueue(kind=PACK, items=[batch.public_id], by=request.user, at=at, batch=batch.public_id)
    if more:
        said = _("%(n)s riwayat lain menunggu: siapkan lagi sesudah yang ini.")
        messages.info(request, said % {"n": more})
    return redirect("project:siasn-batch", batch.public_id)


def _batch(request: HttpRequest, public_id: str) -> SiasnBatch:
    visible = SiasnBatch.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("unit", "prepared_by"), public_id=public_id)


def _job(kind: str, batch: SiasnBatch) -> Job | None:
    return Job.objects.filter(kind=kind, args__batch=batch.public_id).order_by("-pk").first()


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def batch_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rows of a batch with their answers; typing, pasting or uploading these."""
    batch = _batch(request, public_id)
    is_post = request.method == "POST"
    form = AnswersForm(request.POST if is_post else None, request.FILES if is_post else None)
    faults: list[Any] = []
    if is_post and form.is_valid():
        count, faults = actions.note_answers(
            batch=batch, answers=read_answers(form.text()), by=request.user, at=timezone.now()
        )
        if count:
            said = ngettext("%(n)s hasil dicatat.", "%(n)s hasil dicatat.", count)
            messages.success(request, said % {"n": count})
        if not faults:
            return redirect("project:siasn-batch", public_id)
    packing, sending = _job(PACK, batch), _job(SEND, batch)
    records = queries.records_of(batch)
    return render(
        request,
        "project/siasn_batch.html",
        {
            "batch": batch,
            "records": records,
            "changed": sum(queries.has_changed(record) for record in records),
            "form": form,
            "faults": faults,
            "packing": packing,
            "packed": progress(packing) if packing else None,
            "file": _file(packing),
            "sending": sending,
            "sent": progress(sending) if sending else None,
            "may_send": connection_for(batch.unit) is not None
            and not (sending and sending.finished_at is None)
            and any(record.siasn.state == SyncState.PREPARED for record in records),
        },
        status=422 if is_post else 200,
    )


def _file(packing: Job | None) -> StoredFile | None:
    item = JobItem.objects.filter(job=packing, state=JobState.DONE).order_by("pk").first()
    if packing is None or item is None:
        return None
    return StoredFile.objects.filter(public_id=item.result.get("file", "")).first()


@allow(is_hr)
@require_safe
def batch_file(request: HttpRequest, public_id: str) -> FileResponse:
    """The zip; who took it along is noted."""
    batch = _batch(request, public_id)
    stored = _file(_job(PACK, batch))
    if stored is None:
        raise Http404
    audit.reading(
        "participants.siasn.file_taken",
        batch,
        by=request.user,
        at=timezone.now(),
        unit=batch.unit,
        sha256=stored.sha256,
    )
    return respond(stored)


@allow(is_hr)
@require_POST
def answer(request: HttpRequest, public_id: str, record: str) -> HttpResponse:
    """One row by hand."""
    batch = _batch(request, public_id)
    typed = request.POST.get("hasil", ""), request.POST.get("alasan", "")
    line = "\t".join([record, "", *(re.sub(r"[\t;\r\n]+", " ", one) for one in typed)])
    count, faults = actions.note_answers(
        batch=batch, answers=read_answers(line), by=request.user, at=timezone.now()
    )
    if count:
        messages.success(request, _("Hasil dicatat."))
    for fault in faults:
        messages.error(request, str(fault))
    return redirect("project:siasn-batch", public_id)


@allow(is_hr)
@require_POST
def send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Over the API, in the background; not while it is under way."""
    batch = _batch(request, public_id)
    under_way = _job(SEND, batch)
    keys = TrainingRecord.objects.filter(
        siasn__batch=batch, siasn__state__in=[SyncState.PREPARED, SyncState.SENT]
    ).exclude(siasn__file_sent=True)
    if connection_for(batch.unit) is None or (under_way and under_way.finished_at is None):
        raise Http404
    items = list(keys.order_by("pk").values_list("public_id", flat=True))
    if items:
        enqueue(kind=SEND, items=items, by=request.user, at=timezone.now(), batch=batch.public_id)
    return redirect("project:siasn-batch", public_id)


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_note(request: HttpRequest, public_id: str) -> HttpResponse:
    """A unit's unor id, and whether SIASN calls it active."""
    held = OrganisationUnit.objects.filter(access_of(request.user).hr_q("path"))
    unit = get_object_or_404(held, public_id=public_id)
    known = {"remote_id": unit.siasn_id, "is_active": unit.siasn_inactive_on is None}
    form = UnitForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.note_unit(unit=unit, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("%(unit)s tersimpan.") % {"unit": unit.name})
        return redirect("project:siasn-list")
    return render(request, "project/siasn_unit.html", {"unit": unit, "form": form})
