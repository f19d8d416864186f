"""Makers of signing accounts, and of the operator's file they name."""

from pathlib import Path

from certificates.actions.signer import make_account as make
from certificates.models import SigningAccount
from tests.certificates.signing import keys
from tests.factories import NOW, make_system


def make_account(unit, method="own-key", **said) -> SigningAccount:
    said.setdefault("name", keys.OFFICIAL)
    return make(unit=unit, method=method, by=make_system(), at=NOW, **said)


def own_key(unit, p12: bytes = b"", **said) -> SigningAccount:
    return make_account(unit, method="own-key", key=p12 or keys.p12(), **said)


def server_key(signing_file: Path, unit, p12: bytes = b"", tsa: str = "", **said) -> SigningAccount:
    """An account that signs by a key on this server, put into the operator's file."""
    name = f"kunci{len(signing_file.read_text())}"
    place = signing_file.with_name(f"{name}.p12")
    place.write_bytes(p12 or keys.p12())
    with signing_file.open("a") as file:
        file.write(f'[keys.{name}]\nfile = "{place}"\npassphrase = "{keys.PASSPHRASE}"\n')
        file.write(f'tsa = "{tsa}"\n' if tsa else "")
    return make_account(unit, method="server-key", service=name, **said)
