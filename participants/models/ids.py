"""Identifiers that people see: random, unguessable, without letters that look alike."""

import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _letters(count: int) -> str:
    # One call for all of them: an import makes twenty thousand ids.
    return "".join(CROCKFORD[byte & 31] for byte in secrets.token_bytes(count)).lower()


def new_public_id() -> str:
    """Twelve lower-case Crockford characters (60 random bits), for addresses."""
    return _letters(12)


def new_long_public_id() -> str:
    """Twenty lower-case Crockford characters (100 random bits), for what is public: /v/…"""
    return _letters(20)
