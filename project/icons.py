"""The shapes inside our icons, read once from the pinned icon package.

``icons.txt`` is the allow-list: ``manage.py build_assets`` copies those files to ``build/icons``;
a developer's clone without that folder reads the package itself.
"""

from functools import cache
from pathlib import Path

from django.conf import settings

BUILT = settings.BASE_DIR / "build" / "icons"
PACKAGE = settings.BASE_DIR / "node_modules" / "@tabler" / "icons" / "icons"
NAMES = frozenset(
    line.strip()
    for line in (Path(__file__).parent / "icons.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
)


@cache
def shapes(name: str) -> str:
    """What stands between ``<svg>`` and ``</svg>``; empty when the icons are not installed.

    Raises KeyError for a name that is not on the allow-list, which is a programmer's slip.
    """
    if name not in NAMES:
        raise KeyError(f"Icon {name!r} is not in project/icons.txt.")
    packaged = name if "/" in name else f"outline/{name}"
    for path in (BUILT / f"{name}.svg", PACKAGE / f"{packaged}.svg"):
        if path.exists():
            text = path.read_text(encoding="utf-8")
            start = text.index(">", text.index("<svg")) + 1
            return " ".join(text[start : text.index("</svg>")].split())
    return ""
