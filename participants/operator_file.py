"""What the files that the operator writes have in common (docs/operating.md): a secret stands in them, or
in a file or a variable of the environment that they name."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def secret_of(said: Mapping[str, Any], name: str) -> str:
    """The secret ``name`` of a table: what ``name_file`` holds, what ``name_env`` is set to, or ``name``
    itself; "" where there is none, or its file cannot be read."""
    if path := said.get(f"{name}_file"):
        try:
            return Path(path).read_text(encoding="utf-8").strip("\r\n")
        except OSError:
            return ""
    if variable := said.get(f"{name}_env"):
        return os.environ.get(variable, "")
    return str(said.get(name, ""))
