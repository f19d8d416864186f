"""Who may open what: predicates that views name, with the decorators that hold them to it.

Which rows somebody sees inside a page is ``Model.objects.visible_to(user)`` (models/scope.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from participants.models import Role, User, UserKind
from participants.models.scope import PEMDA_WIDE, PEOPLE_READERS, Access, access_of

__all__ = ["Access", "Rule", "access_of", "allow", "anyone"]


@dataclass(frozen=True)
class Rule:
    """A named answer to "may this user open this page at all?". Join with ``|``."""

    name: str
    holds: Callable[[User], bool]
    public: bool = False

    def __or__(self, other: "Rule") -> "Rule":
        return Rule(
            f"{self.name} or {other.name}", lambda user: self.holds(user) or other.holds(user)
        )


def _role(*roles: str) -> Rule:
    return Rule(" or ".join(roles), lambda user: access_of(user).has(*roles))


is_logged_in = Rule("logged in", lambda user: bool(user.is_authenticated))
is_organiser = _role(Role.ORGANISER)
is_unit_admin = _role(Role.UNIT_ADMIN)
is_hr = _role(Role.HR)
is_planner = _role(Role.PLANNER)
is_signer = _role(Role.SIGNER)
is_auditor = _role(Role.AUDITOR)
is_leader = _role(Role.LEADER)
is_admin = _role(Role.ADMIN)
reads_people = _role(*PEOPLE_READERS)
reads_plans = _role(*PEMDA_WIDE)


def allow(rule: Rule) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Opens a view to those for whom ``rule`` holds; others get 403, strangers the login page.

    Which rows they see inside is the business of ``visible_to``.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not rule.holds(request.user):  # type: ignore[arg-type]
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


def anyone(*, because: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Opens a view without login, and says why."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        view.access_rule = Rule(f"anyone: {because}", lambda _user: True, public=True)  # type: ignore[attr-defined]
        return view

    return decorate


def is_person(user: Any) -> bool:
    return bool(user.is_authenticated and user.kind == UserKind.PERSON)
