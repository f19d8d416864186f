"""People nobody has matched yet, and what HR decides about them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import access_of, allow, is_hr
from participants.actions import matching
from participants.errors import Refused
from participants.models import Person
from participants.queries.matching import searched, waiting_with_candidates

PER_PAGE = 20


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def match_list(request):
    """Each with whom they may be, longest waiting first. A search by hand is posted, for its words
    are a name or a number; it shows one person alone."""
    people = _held(request).waiting_for_a_match().select_related("home_unit", "current_employment")
    people = people.prefetch_related("identifiers")
    if request.method == "POST":
        person = get_object_or_404(people, public_id=request.POST.get("untuk", ""))
        words = request.POST.get("cari", "").strip()[:80]
        found = searched(words, like=person, user=request.user)
        return render(
            request,
            "participants/person_list_unmatched.html",
            {"waiting": [found], "words": words, "alone": True},
        )
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("hal", 1))
    return render(
        request,
        "participants/person_list_unmatched.html",
        {
            "page": page,
            "waiting": waiting_with_candidates(list(page.object_list), request.user),
            "words": "",
            "alone": False,
        },
    )


@allow(is_hr)
@require_POST
def match(request, public_id):
    unmatched = get_object_or_404(_held(request), public_id=public_id)
    into = get_object_or_404(_held(request), public_id=request.POST.get("dengan", ""))
    try:
        matching.match_person(unmatched=unmatched, into=into, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s sudah dicocokkan.") % {"name": into.full_name})
    return redirect("participants:match-list")


@allow(is_hr)
@require_POST
def keep(request, public_id):
    person = get_object_or_404(_held(request), public_id=public_id)
    try:
        matching.keep_person(person=person, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("%(name)s ditandai sebagai orang baru.") % {"name": person.full_name}
        )
    return redirect("participants:match-list")


def _held(request):
    """People on whom the reader is HR."""
    return Person.objects.filter(access_of(request.user).hr_q("home_unit__path"))
