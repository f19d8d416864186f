"""The operator's file of connections to SIASN (docs/operating.md): TOML, read again when it changes.

    [connections.bantul]
    units = ["<public id of the Pemda>"]
    url = "https://apimws.bkn.go.id:8243/apisiasn/1.0"
    token_url = "…"          # WSO2: client credentials
    consumer_key = "…"
    consumer_secret_file = "/run/secrets/siasn-consumer"
    sso_url = "…"            # SSO: password of the agency's account
    sso_client = "…"
    username = "…"
    password_file = "/run/secrets/siasn-password"
    agency = "<instansiId>"

Secrets stand in it, or in files and variables that it names; none of it reaches the database.
"""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from participants.models import OrganisationUnit
from participants.operator_file import secret_of


@dataclass(frozen=True)
class Connection:
    name: str
    url: str
    token_url: str
    consumer_key: str
    sso_url: str
    sso_client: str
    username: str
    agency: str = ""
    consumer_secret: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    file_kind: str = "881"  # id_ref_dokumen of a course; from practice
    ca_file: str = ""


PLAIN = ("url", "token_url", "consumer_key", "sso_url", "sso_client", "username", "agency")


def connection_for(unit: OrganisationUnit) -> Connection | None:
    """The connection of the unit's Pemda; None where the file names none."""
    root = OrganisationUnit.objects.filter(path=unit.root_path).values_list("public_id", flat=True)
    ids = set(root)
    for name, said in sorted(_read().items()):
        if ids & set(said.get("units", ())):
            kept: dict[str, Any] = {key: str(said.get(key, "")) for key in PLAIN}
            more = {
                key: said[key]
                for key in ("connect_timeout", "read_timeout", "file_kind", "ca_file")
                if key in said
            }
            return Connection(
                name=name,
                consumer_secret=secret_of(said, "consumer_secret"),
                password=secret_of(said, "password"),
                **kept,
                **more,
            )
    return None


def _read() -> dict[str, Any]:
    try:
        text = Path(settings.SIASN_FILE).read_text(encoding="utf-8")
        found = tomllib.loads(text).get("connections", {})
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
