"""Makes the installation's secrets once: ``python -m project.secrets``. Keeps them ever after."""

import base64
import os
import secrets
from pathlib import Path

from project import configuration


def ensure() -> Path:
    """The path of ``secrets.env``; written with mode 0600 when it is not there yet."""
    folder = Path(os.environ.get("DATA_DIR", configuration.BASE_DIR / "data"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secrets.env"
    if not path.exists():
        field_key = base64.b64encode(secrets.token_bytes(32)).decode()
        text = f"SECRET_KEY={secrets.token_urlsafe(50)}\nFIELD_KEYS=1:{field_key}\n"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    return path


if __name__ == "__main__":
    ensure()
