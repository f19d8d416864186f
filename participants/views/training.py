"""BKPSDM's desk: training history that waits, all of it, and one record with its evidence."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Sum
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from participants.access import access_of, allow, is_hr, is_logged_in, reads_people
from participants.actions import audit
from participants.actions import training as actions
from participants.actions.claim import take_claim_back
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.exporting.training import TrainingResource
from participants.forms.training import ReasonForm
from participants.models import (
    CLAIM,
    AuditEntry,
    Evidence,
    Role,
    TrainingRecord,
    TrainingState,
)
from participants.queries.training import (
    clashes_with,
    counted_of,
    same_file_elsewhere,
    waiting_events,
)
from participants.rules.source import address_of
from participants.rules.wording import number
from participants.tables.paging import show_page
from participants.tables.training import EventTable, TrainingFilter, TrainingTable
from participants.views.asked import until_asked
from participants.views.file import respond
from participants.views.tabs import record_tabs


@allow(reads_people)
@require_safe
def training_list(request: HttpRequest) -> HttpResponse:
    """What waits for BKPSDM, event by event."""
    visible = TrainingRecord.objects.visible_to(request.user)
    events = waiting_events(visible)
    return render(
        request,
        "participants/training_list.html",
        {
            "tabs": record_tabs(request, "training-list"),
            "events": events,
            "waiting": sum(event.records for event in events),
            "proposals": Evidence.objects.visible_to(request.user).waiting_for_a_verdict().count(),
            "decides": access_of(request.user).has(Role.HR),
        },
    )


@allow(reads_people)
@require_safe
def event_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The people of one event whose records wait."""
    visible = TrainingRecord.objects.visible_to(request.user)
    event = get_object_or_404(visible, public_id=public_id)
    waiting = visible.of_the_same_event(event).awaiting()
    found = waiting_events(waiting)
    table = EventTable(waiting.for_list())
    show_page(request, table, per_page=50)
    return render(
        request,
        "participants/training_event.html",
        {
            "event": event,
            "waiting": found[0] if found else None,
            "table": table,
            "decides": access_of(request.user).has(Role.HR),
        },
    )


@allow(is_hr)
@require_POST
def accept_event(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accepts all records of an event that stood on the page; later ones were not seen."""
    mine = TrainingRecord.objects.visible_to(request.user).decidable_by(request.user)
    event = get_object_or_404(mine, public_id=public_id)
    until = until_asked(request)
    records = mine.of_the_same_event(event).awaiting().filter(recorded_at__lte=until)
    _accept(request, list(records.order_by("pk")))
    return redirect("participants:training-list")


def _accept(request: HttpRequest, records: list[TrainingRecord]) -> None:
    try:
        accepted = actions.accept_trainings(records=records, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    count = len(accepted)
    jp = number(sum(record.jp for record in accepted), get_language() or "id")
    messages.success(
        request,
        ngettext(
            "%(count)d riwayat diterima (%(jp)s JP). JP-nya kini terhitung.",
            "%(count)d riwayat diterima (%(jp)s JP). JP-nya kini terhitung.",
            count,
        )
        % {"count": count, "jp": jp},
    )


@allow(is_logged_in)
@require_safe
def training_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One record: what it says, what proves it, who decided what about it."""
    visible = TrainingRecord.objects.visible_to(request.user)
    record = get_object_or_404(
        visible.select_related("person__home_unit", "recorded_by", "decided_by", "file"),
        public_id=public_id,
    )
    return _detail(request, record, ReasonForm())


@allow(is_logged_in)
@require_safe
def training_file(request: HttpRequest, public_id: str) -> FileResponse:
    """The paper that proves it, for whoever may read the record; who looked is noted."""
    visible = TrainingRecord.objects.visible_to(request.user).exclude(file=None)
    record = get_object_or_404(
        visible.select_related("person__home_unit", "file"), public_id=public_id
    )
    audit.reading(
        "participants.training.file_read",
        record,
        by=request.user,
        at=timezone.now(),
        unit=record.person.home_unit,
    )
    return respond(record.file, inline=True)


@allow(is_logged_in)
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one added oneself by mistake, while nobody has decided about it."""
    own = (
        TrainingRecord.objects.visible_to(request.user).claims().filter(recorded_by=request.user.pk)
    )
    record = get_object_or_404(own, public_id=public_id)
    try:
        take_claim_back(record=record, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Bukti ditarik kembali. JP-nya tidak terhitung."))
    return redirect("participants:training-detail", public_id)


def _detail(
    request: HttpRequest, record: TrainingRecord, form: ReasonForm, status: int = 200
) -> HttpResponse:
    unit = record.person.home_unit
    decides = access_of(request.user).has_on(unit, Role.HR)
    trail = AuditEntry.objects.about("participants.trainingrecord", record.public_id)
    return render(
        request,
        "participants/training_detail.html",
        {
            "record": record,
            "unit": unit,
            "source_url": address_of(record.source_kind, record.source_id),
            "counted": counted_of(record),
            "clashes": clashes_with(record),
            "same_file": same_file_elsewhere(record) if decides else 0,
            "may_take_back": record.source_kind == CLAIM
            and record.state == TrainingState.AWAITING
            and request.user.pk == record.recorded_by_id,
            "form": form,
            "decides": decides,
            "reads": reads_people.holds(request.user),
            "events": [
                {
                    "title": DEEDS.get(entry.verb, (entry.verb, "idle", "history"))[0],
                    "tone": DEEDS.get(entry.verb, ("", "idle", "history"))[1],
                    "icon_name": DEEDS.get(entry.verb, ("", "idle", "history"))[2],
                    "at": entry.at,
                    "by": entry.by.full_name,
                }
                for entry in trail.select_related("by")
            ],
        },
        status=status,
    )


DEEDS = {
    "participants.training.claimed": (_lazy("Ditambahkan dengan berkas"), "info", "file-plus"),
    "participants.training.taken_back": (_lazy("Ditarik kembali"), "idle", "ban"),
    "participants.training.recorded": (_lazy("Dicatat"), "info", "file-plus"),
    "participants.training.verified": (_lazy("Diterima BKPSDM"), "ok", "circle-check"),
    "participants.training.rejected": (_lazy("Ditolak BKPSDM"), "bad", "circle-x"),
    "participants.training.reopened": (_lazy("Diperiksa kembali"), "warn", "arrow-back-up"),
    "participants.training.withdrawn": (_lazy("Dicabut bersama sumbernya"), "idle", "ban"),
}


def _mine(request: HttpRequest, public_id: str) -> TrainingRecord:
    """A record the user may decide about; 404 otherwise."""
    mine = TrainingRecord.objects.visible_to(request.user).decidable_by(request.user)
    return get_object_or_404(mine.select_related("person__home_unit"), public_id=public_id)


@allow(is_hr)
@require_POST
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Accepts one record, and goes back to the others of its event while some wait."""
    record = _mine(request, public_id)
    _accept(request, [record])
    return redirect(_back(request, record))


def _back(request: HttpRequest, record: TrainingRecord) -> str:
    """The event's list while others of it wait, else the record itself."""
    others = TrainingRecord.objects.visible_to(request.user).of_the_same_event(record).awaiting()
    other = others.order_by("public_id").first()
    if other is None:
        return reverse("participants:training-detail", args=[record.public_id])
    return reverse("participants:training-event", args=[other.public_id])


@allow(is_hr)
@require_POST
def reject(request: HttpRequest, public_id: str) -> HttpResponse:
    return _with_reason(
        request, public_id, actions.reject_training, _("Riwayat ditolak. JP-nya tidak terhitung.")
    )


@allow(is_hr)
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    return _with_reason(
        request,
        public_id,
        actions.reopen_training,
        _("Riwayat menunggu verifikasi lagi. JP-nya belum terhitung."),
    )


def _with_reason(request: HttpRequest, public_id: str, action, said: str) -> HttpResponse:
    record = _mine(request, public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _detail(request, record, form, status=422)
    try:
        action(
            record=record, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("participants:training-detail", public_id)


@allow(reads_people)
@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    """All training records the user may see, narrowed by the address."""
    narrowed = TrainingFilter(
        request.GET,
        queryset=TrainingRecord.objects.visible_to(request.user).for_list(),
        request=request,
    )
    table = TrainingTable(narrowed.qs, empty_text=_("Tidak ada riwayat dengan saringan ini."))
    show_page(request, table, per_page=50)
    verified = narrowed.qs.filter(state=TrainingState.VERIFIED).order_by()
    return render(
        request,
        "participants/training_records.html",
        {
            "tabs": record_tabs(request, "training-records"),
            "filter": narrowed,
            "active": any(value for name, value in request.GET.items() if name in narrowed.filters),
            "table": table,
            "jp": verified.aggregate(total=Sum("jp", default=0))["total"],
            "query": urlencode(request.GET, doseq=True),
        },
    )


@allow(reads_people)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    """The narrowed list as a sheet, in the columns of SIASN."""
    narrowed = TrainingFilter(
        request.GET,
        queryset=TrainingRecord.objects.visible_to(request.user).for_export(),
        request=request,
    )
    return download(TrainingResource(), narrowed.qs, name="riwayat-pelatihan", extension=extension)
