"""Identifiers that people see: random, unguessable, without letters that look alike."""

import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_public_id() -> str:
    """Twelve lower-case Crockford characters (60 random bits), for addresses."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(12)).lower()


def new_long_public_id() -> str:
    """Twenty lower-case Crockford characters (100 random bits), for what is public: /v/…"""
    return "".join(secrets.choice(CROCKFORD) for _ in range(20)).lower()
