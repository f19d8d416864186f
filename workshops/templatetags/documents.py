"""Who has a Dokumen tab."""

from typing import Any

from django import template

from participants.models import Role
from participants.models.scope import access_of

register = template.Library()


@register.simple_tag(takes_context=True)
def keeps_papers(context: Any, workshop: Any) -> bool:
    """Whether the reader organises or audits for the Bimtek's office. Asks the database nothing, since
    tabs are on every page; a committee member without such a grant finds the door on the summary."""
    request = getattr(context, "request", None)
    user = getattr(request, "user", None)
    if user is None:
        return False
    return access_of(user).has_on(workshop.unit, Role.ORGANISER, Role.AUDITOR)
