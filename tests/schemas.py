"""``python -m tests.schemas``: 1EdTech's JSON schema of Open Badges 3.0, into ``build/schemas``.

Out of the source archive that ``tests/schemas.txt`` names by version and hash; the library itself is
not installed.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "schemas"
OPEN_BADGES = FOLDER / "ob_v3p0_achievementcredential_schema.json"
SHA256 = "b7358e895f492e74055dc6bfc7ffc420d0e497f90c4579fb83d9519b86d393ea"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # --no-binary: the wheels leave the data out.
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
            + ["--no-deps", "--no-binary", "openbadgeslib", "--require-hashes"]
            + ["--requirement", ROOT / "tests" / "schemas.txt", "--dest", folder],
            check=True,
        )
        (archive,) = Path(folder).glob("*.tar.gz")
        OPEN_BADGES.write_bytes(_inside(archive, OPEN_BADGES.name))


def _inside(archive: Path, name: str) -> bytes:
    with tarfile.open(archive) as opened:
        (found,) = (one for one in opened.getmembers() if Path(one.name).name == name)
        kept = opened.extractfile(found)
        content = kept.read() if kept else b""
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise SystemExit(f"{name} does not say what it should.")
    return content


if __name__ == "__main__":
    main()
