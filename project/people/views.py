"""The person page; for HR, the unit's administrator, the auditor, and the person themself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from participants.models import Person


@allow(is_logged_in)
@require_safe
def person_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(
        Person.objects.visible_to(request.user).select_related("home_unit"), public_id=public_id
    )
    return render(request, "project/person_detail.html", {"person": person})
