"""Accounts of people who log in."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, User


@transaction.atomic
def make_account(
    *,
    username: str,
    full_name: str,
    email: str,
    password: str,
    unit: OrganisationUnit | None,
    by: User,
    at: datetime,
) -> User:
    """A new account that may log in and yet do nothing: what it may do is granted apart.

    ``unit`` is where the deed stands in the audit trail. Raises Refused when the username or the
    e-mail address is taken.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise Refused(Reason("account-username-taken", username=username))
    if email and User.objects.filter(email__iexact=email).exists():
        raise Refused(Reason("account-email-taken"))
    user = User.objects.create_user(username, password, full_name=full_name, email=email)
    audit.record("participants.account.made", user, by=by, at=at, unit=unit)
    return user
