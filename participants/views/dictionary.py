"""The competency dictionary: read by all who plan or decide, written by BKPSDM."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_hr, reads_people, reads_plans
from participants.actions import dictionary as actions
from participants.errors import Refused
from participants.exporting.dictionary import DictionaryResource
from participants.exporting.sheet import download
from participants.forms.assessment import EntryForm, PastedEntriesForm
from participants.models import Competency, CompetencyKind, Role
from participants.rules.dictionary import CODES
from participants.rules.dictionary_lines import read_lines
from participants.views.tabs import record_tabs


def _entries():
    return Competency.objects.order_by("kind", "code", "pk")


@allow(reads_people | reads_plans)
@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: HttpRequest,
    *,
    entry: EntryForm | None = None,
    pasted: PastedEntriesForm | None = None,
    status: int = 200,
) -> HttpResponse:
    entries = list(_entries())
    there = {one.code for one in entries}
    return render(
        request,
        "participants/dictionary.html",
        {
            "tabs": record_tabs(request, "dictionary"),
            "kinds": [
                (label, [one for one in entries if one.kind == kind])
                for kind, label in CompetencyKind.choices
            ],
            "any": bool(entries),
            "missing": len(set(CODES) - there),
            "is_hr": access_of(request.user).has(Role.HR),
            "entry": entry or EntryForm(),
            "pasted": pasted or PastedEntriesForm(),
        },
        status=status,
    )


@allow(is_hr)
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """The nine of the law."""
    made = actions.load_standard(by=request.user, at=timezone.now())
    messages.success(
        request,
        ngettext("%d kompetensi dimuat.", "%d kompetensi dimuat.", made) % made
        if made
        else _("Kesembilan kompetensi sudah ada."),
    )
    return redirect("participants:dictionary")


@allow(is_hr)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """One entry typed."""
    form = EntryForm(request.POST)
    if not form.is_valid():
        return _page(request, entry=form, status=422)
    if Competency.objects.filter(code=form.cleaned_data["code"]).exists():
        form.add_error("code", _("Kode ini sudah dipakai."))
        return _page(request, entry=form, status=422)
    return _written(request, [_from(form, form.cleaned_data["code"])], _page, entry=form)


@allow(is_hr)
@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """Many entries from a spreadsheet; the same again changes nothing."""
    form = PastedEntriesForm(request.POST)
    if not form.is_valid():
        return _page(request, pasted=form, status=422)
    entries = [
        actions.Written(
            code=line.code, kind=line.kind, name_id=line.name, indicators=line.indicators
        )
        for line in read_lines(form.cleaned_data["text"])
    ]
    return _written(request, entries, _page, pasted=form)


def _from(form: EntryForm, code: str) -> actions.Written:
    given = form.cleaned_data
    return actions.Written(
        code=code,
        kind=given["kind"],
        name_id=given["name_id"],
        name_en=given["name_en"],
        indicators=form.indicators(),
    )


def _written(request: HttpRequest, entries, again, **forms) -> HttpResponse:
    try:
        made, changed, same = actions.write_entries(
            entries=entries, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return again(request, status=422, **forms)
    messages.success(
        request,
        _("%(made)s entri baru, %(changed)s berubah, %(same)s sama.")
        % {"made": made, "changed": changed, "same": same},
    )
    return redirect("participants:dictionary")


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, entry: str) -> HttpResponse:
    """The words of one entry; its code stays, since exports and standards name it."""
    one = get_object_or_404(Competency, code=entry)
    initial = {"kind": one.kind, "name_id": one.name_id, "name_en": one.name_en}
    initial |= {f"level{level}": words for level, words in one.indicators.items()}
    form = EntryForm(request.POST or None, fixed_code=one.code, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _written(
            request,
            [_from(form, one.code)],
            lambda asked, status: _change_page(asked, one, form, status),
        )
    return _change_page(request, one, form, 422 if form.errors else 200)


def _change_page(
    request: HttpRequest, one: Competency, form: EntryForm, status: int
) -> HttpResponse:
    return render(
        request, "participants/dictionary_entry.html", {"one": one, "form": form}, status=status
    )


@allow(reads_people | reads_plans)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    return download(DictionaryResource(), _entries(), name="kamus", extension=extension)
