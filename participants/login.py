"""Logging in by username, e-mail or NIP."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from participants.models import User, UserKind
from participants.models.sealed import lookup


def account_of(typed: str) -> User | None:
    """The account that was meant, by username, e-mail or NIP, however it was spaced."""
    typed = typed.strip()
    users = User.objects.able_to_log_in()
    if "@" in typed:
        return users.filter(email__iexact=typed).first()
    digits = "".join(typed.split())
    if len(digits) == 18 and digits.isdigit():
        hashes = [lookup(kind, digits) for kind in ("nip", "ni_pppk")]
        return users.filter(person__identifiers__lookup__in=hashes).first()
    return users.filter(username__iexact=typed).first()


class LoginBackend(ModelBackend):
    """Finds the account by what was typed. Links, devices and the system never log in."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_kwargs: Any,
    ) -> User | None:
        if not username or password is None:
            return None
        user = account_of(username)
        if user is None:
            User().set_password(password)  # as slow as a wrong password: no telling who exists
            return None
        allowed = user.check_password(password) and self.user_can_authenticate(user)
        return user if allowed else None

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and user.kind == UserKind.PERSON
