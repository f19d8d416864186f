import shutil
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import ImageFont

from project import assets, typeface


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of what decides the assets, with the real packages, built once."""
    base = tmp_path_factory.mktemp("checkout")
    packages = settings.BASE_DIR / "node_modules"
    if not packages.exists():
        pytest.fail("node_modules is missing; `make test` installs it.")
    (base / "node_modules").symlink_to(packages.resolve())
    (base / "project").mkdir()
    for name in ("package-lock.json", "project/icons.txt", "project/assets.py"):
        shutil.copyfile(settings.BASE_DIR / name, base / name)
    shutil.copyfile(settings.BASE_DIR / "project/typeface.py", base / "project/typeface.py")
    assert assets.build(base=base) is True
    return base


def test_a_second_build_has_nothing_to_do(checkout):
    assert assets.build(base=checkout) is False


def test_a_new_icon_is_built(checkout):
    listed = checkout / "project/icons.txt"
    listed.write_text(listed.read_text(encoding="utf-8") + "abacus\n", encoding="utf-8")

    assert assets.build(base=checkout) is True

    assert (checkout / "build/icons/abacus.svg").read_text(encoding="utf-8").startswith("<svg")


def test_an_icon_that_does_not_exist_is_named(checkout):
    listed = checkout / "project/icons.txt"
    before = listed.read_text(encoding="utf-8")
    listed.write_text(before + "no-such-icon\n", encoding="utf-8")

    with pytest.raises(assets.AssetMissing, match=r"no-such-icon\.svg"):
        assets.build(base=checkout)

    listed.write_text(before, encoding="utf-8")


def test_no_file_refers_to_a_source_map_that_is_not_shipped(checkout):
    assets.build(base=checkout)
    texts = [p for p in (checkout / "build/vendor").rglob("*") if p.suffix in {".css", ".js"}]

    assert len(texts) == 6  # tabler, htmx, qr, qr decode, zxing-wasm's reader and what it shares
    assert [p.name for p in texts if "sourceMappingURL" in p.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("face", typeface.TYPEFACES, ids=lambda face: face.stem)
def test_a_typeface_is_one_family_in_four_weights_with_diacritics(checkout, face):
    assets.build(base=checkout)
    fonts = sorted((checkout / "build/fonts").glob(f"{face.stem}-*.ttf"))

    families = {TTFont(path)["name"].getDebugName(16) for path in fonts}
    weights = sorted(TTFont(path)["OS/2"].usWeightClass for path in fonts)
    missing = [c for path in fonts for c in "Aéñōšḥş–“”…²×" if ord(c) not in _characters(path)]

    assert families == {face.family}
    assert (checkout / f"build/fonts/{face.stem}-OFL.txt").exists()
    assert weights == [400, 500, 600, 700]
    assert missing == []
    assert ImageFont.truetype(fonts[0], 40).getlength("Siti Hajar") > 0


@pytest.mark.parametrize("face", typeface.TYPEFACES, ids=lambda face: face.stem)
def test_the_fonts_made_again_are_the_same_bytes(checkout, tmp_path, face):
    assets.build(base=checkout)

    again = typeface.make_ttf(face, packages=checkout / "node_modules", folder=tmp_path)

    first = [checkout / "build/fonts" / path.name for path in again]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in first]


def _characters(path: Path) -> dict:
    return TTFont(path).getBestCmap()
