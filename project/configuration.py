"""Every knob an operator can turn, in one table. `docs/operating.md` is checked against it.

Values come from the environment, and what is missing there from ``$DATA_DIR/secrets.env``,
which ``python -m project.secrets`` writes once and never overwrites.
"""

import os
from dataclasses import dataclass
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Knob:
    name: str
    default: str | None  # None: must be given (project.secrets makes it)
    what: str


KNOBS = (
    Knob(
        "DATA_DIR", str(BASE_DIR / "data"), "Folder for the embedded database, files and secrets."
    ),
    Knob("SECRET_KEY", None, "Signs sessions. Changing it logs everybody out."),
    Knob("FIELD_KEYS", None, "`version:base64` pairs, comma-separated; the highest one encrypts."),
    Knob("PUBLIC_URL", "http://127.0.0.1:8000", "What QR codes, links and letters carry."),
    Knob("ALLOWED_HOSTS", "127.0.0.1,localhost", "Host names served, comma-separated."),
    Knob("DATABASE_URL", "", "Empty: SQLite in DATA_DIR. `postgres://user:password@host/name`."),
    Knob("CACHE_URL", "", "Empty: the database's cache table. `redis://host:6379/0`."),
    Knob("SIGNING_FILE", "", "Keys and BSrE services; empty: `signing.toml` in DATA_DIR."),
    Knob("SIASN_FILE", "", "Connections to SIASN's API; empty: `siasn.toml` in DATA_DIR."),
    Knob("TRUST_DIR", "", "Folder of PEM roots whose signatures are trusted; DATA_DIR/trust."),
    Knob("DEBUG", "0", "1 only on a developer's machine."),
    Knob("BEHIND_HTTPS", "0", "1 where a proxy ends TLS: secure cookies, HSTS."),
    Knob("PORT", "8000", "Port of `manage.py serve`."),
    Knob("CREDENTIALS", "1", "1: each certificate's PDF carries its Open Badges credential, too."),
    Knob("DEMO", "0", "1: the home page lists the demo's accounts. Never on real data."),
)


def _secrets_file(data_dir: Path) -> dict[str, str]:
    path = data_dir / "secrets.env"
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def read() -> dict[str, str]:
    """All knobs with their values; raises KeyError-free: a missing secret is an empty string."""
    data_dir = Path(os.environ.get("DATA_DIR", BASE_DIR / "data"))
    kept = _secrets_file(data_dir)
    return {
        knob.name: os.environ.get(knob.name, kept.get(knob.name, knob.default or ""))
        for knob in KNOBS
    }
