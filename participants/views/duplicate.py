"""Two records of one person: found, compared side by side, made one, parted again."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_hr
from participants.actions import matching
from participants.errors import Refused
from participants.importing.showing import LABELS
from participants.models import Person, PersonMerge, Sex
from participants.queries.duplicates import likely_pairs, shared_by
from participants.queries.staff import FIELDS
from participants.queries.undoing import used_by_kind
from participants.rules import wording
from participants.rules.phone import print_phone

PER_PAGE = 20


@allow(is_hr)
@require_safe
def duplicate_list(request: Any) -> HttpResponse:
    """Pairs that may be one person, those with most in common first."""
    page = Paginator(likely_pairs(request.user), PER_PAGE).get_page(request.GET.get("hal", 1))
    return render(request, "participants/duplicate_list.html", {"page": page})


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: Any, first: str, second: str) -> HttpResponse:
    """Both records side by side; which one stays, and whose word counts in each field."""
    one, other = _held(request, first), _held(request, second)
    if request.method == "POST":
        winner, loser = (
            (other, one) if request.POST.get("tetap") == other.public_id else (one, other)
        )
        taken = [name for name in FIELDS if request.POST.get(name) == loser.public_id]
        try:
            matching.merge_people(
                winner=winner, loser=loser, taken=taken, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("participants:duplicate-compare", first=first, second=second)
        messages.success(request, _("%(name)s sudah digabungkan.") % {"name": winner.full_name})
        return redirect("participants:duplicate-list")
    return render(
        request,
        "participants/duplicate_compare.html",
        {
            "one": one,
            "other": other,
            "shared": shared_by(one, other),
            "stays": _likelier(one, other),
            "fields": [_field(name, one, other) for name in FIELDS],
            "hanging": used_by_kind(Person, [one.pk, other.pk]),
        },
    )


@allow(is_hr)
@require_POST
def differ(request: Any, first: str, second: str) -> HttpResponse:
    one, other = _held(request, first), _held(request, second)
    try:
        matching.tell_apart(one=one, other=other, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Dicatat: bukan orang yang sama."))
    return redirect("participants:duplicate-list")


@allow(is_hr)
@require_safe
def merge_list(request: Any) -> HttpResponse:
    """Records that were made one, to be parted again."""
    merges = (
        PersonMerge.objects.visible_to(request.user)
        .standing()
        .select_related("winner__home_unit", "loser__home_unit", "merged_by")
        .order_by("-merged_at", "-pk")
    )
    page = Paginator(merges, PER_PAGE).get_page(request.GET.get("hal", 1))
    return render(request, "participants/merge_list.html", {"page": page})


@allow(is_hr)
@require_POST
def part(request: Any, public_id: str) -> HttpResponse:
    merge = get_object_or_404(PersonMerge.objects.visible_to(request.user), public_id=public_id)
    try:
        matching.part_people(merge=merge, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kedua catatan dipisahkan kembali."))
    return redirect("participants:merge-list")


def _held(request: Any, public_id: str) -> Person:
    """A living record of somebody whom the reader is HR of."""
    people = Person.objects.living().filter(access_of(request.user).hr_q("home_unit__path"))
    return get_object_or_404(
        people.select_related("home_unit", "current_employment").prefetch_related("identifiers"),
        public_id=public_id,
    )


def _likelier(one: Person, other: Person) -> Person:
    """Whose record is the fuller: with numbers, matched, with a post, the older."""

    def weight(person: Person) -> tuple[int, bool, bool, int]:
        return (
            person.identifiers.count(),  # type: ignore[attr-defined]
            person.match_state == "matched",
            person.current_employment_id is not None,
            -person.pk,
        )

    return max(one, other, key=weight)


def _field(name: str, one: Person, other: Person) -> dict[str, Any]:
    mine, theirs = _shown(name, one), _shown(name, other)
    return {
        "name": name,
        "label": LABELS[name],
        "one": mine,
        "other": theirs,
        "differs": mine != theirs,
        "takes_other": not mine and bool(theirs),
        "takes_one": not theirs and bool(mine),
    }


def _shown(name: str, person: Person) -> str:
    value = getattr(person, name)
    if name == "birth_date":
        return wording.date_long(value, get_language() or "id") if value else ""
    if name == "phone":
        return print_phone(value) if value else ""
    return str(dict(Sex.choices).get(value, "")) if name == "sex" else str(value)
