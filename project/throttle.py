"""Counts failed logins, by the account that was meant and by address.

A count, not a lock on the account: whoever knows a colleague's name must not be able to lock them
out from elsewhere, so name and address count together, and the address alone far more generously
(one office often shares one address).
"""

from django.http import HttpRequest

from participants.login import account_of
from participants.throttle import Limit, address_of

WINDOW = 15 * 60  # seconds
OF_A_NAME = Limit("login:name", most=8, window=WINDOW)
OF_AN_ADDRESS = Limit("login:address", most=100, window=WINDOW)


def is_exhausted(request: HttpRequest, typed: str) -> bool:
    """Whether this address has used up its tries, for this name or for all names together."""
    address = address_of(request)
    return OF_A_NAME.is_exhausted(_meant(typed), address) or OF_AN_ADDRESS.is_exhausted(address)


def count_failure(request: HttpRequest, typed: str) -> None:
    address = address_of(request)
    OF_A_NAME.count(_meant(typed), address)
    OF_AN_ADDRESS.count(address)


def forget(request: HttpRequest, typed: str) -> None:
    """After a login that worked, this name starts afresh."""
    OF_A_NAME.forget(_meant(typed), address_of(request))


def _meant(typed: str) -> str:
    """The account, so that its username, e-mail and NIP in any spelling are one; else the text."""
    user = account_of(typed)
    return f"account {user.pk}" if user else typed.strip().casefold()
