"""``python -m participants.verification.confined KINDS MOST``: looks at the file on its standard input,
with limits of its own, and writes what it found as JSON. It knows no settings and no database. What
else reads an uploaded file answers in the same way (``answer``)."""

import json
import os
import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from participants.errors import Reason, Refused
from participants.rules.filetype import check

MEMORY = 768 * 1024 * 1024  # of addresses; a picture of 50 megapixels takes 200 MB
SECONDS = 6  # of the processor


def confine() -> None:
    """Little memory and time, nothing written, and after everybody else."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def answer(look: Callable[[bytes], Mapping[str, Any]], *, most: int) -> None:
    """Writes what ``look`` finds in the file on the standard input, or why it is refused."""
    confine()
    told: Mapping[str, Any]
    try:
        told = look(sys.stdin.buffer.read(most + 1))
    except Refused as refusal:
        told = {"reasons": [reason.as_json() for reason in refusal.reasons]}
    except MemoryError:
        told = {"reasons": [Reason("file-too-heavy").as_json()]}
    sys.stdout.write(json.dumps(told))


def main() -> None:
    kinds, most = sys.argv[1].split(","), int(sys.argv[2])
    answer(lambda data: asdict(check(data, kinds, most)), most=most)


if __name__ == "__main__":
    main()
