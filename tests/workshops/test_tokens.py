"""Check-in codes, tokens and the roster key, in Python and in the browser's twin."""

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from workshops import tokens

VECTORS = json.loads(Path(__file__).with_name("code_vectors.json").read_text("utf-8"))
TWIN = Path("workshops/static/workshops/door/code.js").resolve()
OPENER = TWIN.with_name("sealed.js")
SYMBOLS = st.sampled_from(tokens.ALPHABET)
CODES = st.text(SYMBOLS, min_size=25, max_size=25).map(lambda p: p + tokens.check_character(p))
POSITIONS = st.integers(0, tokens.CODE_LENGTH - 1)


def syndrome(position: int, value: int) -> int:
    """What symbol ``value`` at ``position`` adds to the sum, found through the public function."""
    zeros = "0" * 25
    if position == 25:
        return value
    changed = zeros[:position] + tokens.ALPHABET[value] + zeros[position + 1 :]
    return tokens.ALPHABET.index(tokens.check_character(changed)) ^ tokens.ALPHABET.index(
        tokens.check_character(zeros)
    )


def test_every_single_substitution_is_caught():
    # The sum is linear, so it is enough that no change at any place adds nothing.
    for position in range(26):
        changes = {syndrome(position, value) for value in range(1, 32)}
        assert changes == set(range(1, 32))


def test_every_swap_of_two_different_symbols_is_caught_adjacent_or_not():
    for left in range(26):
        for right in range(left + 1, 26):
            for difference in range(1, 32):
                assert syndrome(left, difference) != syndrome(right, difference)


def test_the_sum_is_linear_so_that_the_two_proofs_above_hold_for_every_code():
    for position in range(25):
        for one in range(32):
            for other in range(32):
                both = syndrome(position, one) ^ syndrome(position, other)
                assert syndrome(position, one ^ other) == both


@given(CODES, POSITIONS, SYMBOLS)
def test_a_code_with_one_other_symbol_is_ill_formed(code, position, symbol):
    changed = code[:position] + symbol + code[position + 1 :]

    assert tokens.is_well_formed(changed) == (changed == code)


@given(CODES, POSITIONS, POSITIONS)
def test_a_code_with_two_symbols_swapped_is_ill_formed(code, one, other):
    swapped = list(code)
    swapped[one], swapped[other] = swapped[other], swapped[one]

    assert tokens.is_well_formed("".join(swapped)) == ("".join(swapped) == code)


@given(CODES, st.data())
def test_however_it_is_typed_the_same_code_is_read(code, data):
    looks = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(
        data.draw(st.sampled_from(looks.get(symbol, symbol + symbol.lower())))
        + data.draw(st.sampled_from(["", " ", "-", "–", "\u00a0"]))
        for symbol in code
    )

    assert tokens.normalise(typed) == code


@given(st.text())
def test_normalising_twice_is_normalising_once_and_a_stranger_is_never_well_formed(text):
    once = tokens.normalise(text)

    assert tokens.normalise(once) == once
    if not re.fullmatch(f"[{tokens.ALPHABET}]{{26}}", once):
        assert not tokens.is_well_formed(once)


def test_codes_are_grouped_for_the_eye_and_read_back():
    code = tokens.new_check_in_code()

    shown = tokens.grouped(code)

    assert [len(part) for part in shown.split("-")] == [5, 5, 5, 5, 6]
    assert tokens.normalise(shown) == code


def test_what_is_minted_has_its_shape_and_never_comes_twice():
    shapes = {
        tokens.new_check_in_code: f"[{tokens.ALPHABET}]{{26}}",
        tokens.new_nonce: f"[{tokens.ALPHABET}]{{26}}",
        tokens.new_provisioning_code: f"[{tokens.ALPHABET}]{{8}}",
        tokens.new_link_token: "[A-Za-z0-9_-]{32}",
        tokens.new_device_token: "[A-Za-z0-9_-]{43}",
    }
    for mint, shape in shapes.items():
        minted = {mint() for _ in range(200)}
        assert len(minted) == 200
        assert all(re.fullmatch(shape, token) for token in minted)
    assert all(tokens.is_well_formed(tokens.new_check_in_code()) for _ in range(200))


@pytest.mark.parametrize("vector", VECTORS["codes"], ids=lambda v: v["code"])
def test_codes_and_roster_keys_never_change(vector):
    assert tokens.check_character(vector["code"][:-1]) == vector["code"][-1]
    assert tokens.roster_key(vector["code"]).hex() == vector["roster_key"]
    assert tokens.roster_index(vector["code"]) == vector["roster_index"]
    line = json.dumps(vector["line"], ensure_ascii=False, separators=(",", ":")).encode()
    assert tokens.seal_line(vector["code"], line) == vector["sealed"]


def test_one_nonce_never_seals_two_texts_and_the_index_is_bound_in():
    code = tokens.new_check_in_code()
    one, other = (base64.b64decode(tokens.seal_line(code, text)) for text in (b"one", b"other"))

    opened = AESGCM(tokens.roster_key(code)).decrypt(
        one[:12], one[12:], tokens.roster_index(code).encode()
    )

    assert opened == b"one"
    assert one[:12] != other[:12]
    with pytest.raises(InvalidTag):
        AESGCM(tokens.roster_key(code)).decrypt(one[:12], one[12:], b"another index")


@pytest.mark.parametrize("vector", VECTORS["typed"], ids=lambda v: repr(v["typed"]))
def test_typed_codes_are_judged_as_written_down(vector):
    code = tokens.normalise(vector["typed"])

    assert (code, tokens.is_well_formed(code)) == (vector["code"], vector["well_formed"])


@pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine")
def test_the_browsers_twin_agrees_on_every_vector(tmp_path):
    script = tmp_path / "twin.mjs"
    script.write_text(
        f"""
        import {{ hkdfSync }} from "node:crypto";
        import * as twin from {json.dumps(TWIN.as_uri())};
        import * as opener from {json.dumps(OPENER.as_uri())};
        const vectors = {json.dumps(VECTORS)};
        const key = (code) => Buffer.from(
          hkdfSync("sha256", code, "bimtek/roster/v1", "person", 32)).toString("hex");
        console.log(JSON.stringify({{
          codes: await Promise.all(vectors.codes.map(async ({{ code, sealed }}) => ({{
            code: code.slice(0, 25) + twin.checkCharacter(code.slice(0, 25)), roster_key: key(code),
            roster_index: await opener.indexOf(code),
            line: await opener.openLine(code, await opener.indexOf(code), sealed), sealed,
          }}))),
          stranger: await opener.openLine(
            vectors.codes[0].code, await opener.indexOf(vectors.codes[1].code),
            vectors.codes[1].sealed),
          typed: vectors.typed.map(({{ typed }}) => ({{
            typed, code: twin.normalise(typed),
            well_formed: twin.isWellFormed(twin.normalise(typed)),
          }})),
          nonces: Array.from({{ length: 200 }}, () => twin.newNonce()),
        }}));
        """,
        "utf-8",
    )

    told = subprocess.run(["node", script], capture_output=True, check=True, text=True)

    said = json.loads(told.stdout)
    assert said["codes"] == VECTORS["codes"]
    assert said["stranger"] is None
    assert said["typed"] == VECTORS["typed"]
    assert len(set(said["nonces"])) == 200
    assert all(re.fullmatch(f"[{tokens.ALPHABET}]{{26}}", nonce) for nonce in said["nonces"])
