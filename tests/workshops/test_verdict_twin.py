"""What a scan means is one rule in two languages: the server's, and the phone's without a network."""

import itertools
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.workshops.verdicts import python_pick, python_verdict
from workshops.rules.attendance import VERDICTS

VECTORS = json.loads(Path(__file__).with_name("verdict_vectors.json").read_text("utf-8"))
TWIN = Path("workshops/static/workshops/door/rules.js").resolve()
node = pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine")

SAYS = """
const at = (clock) => Date.UTC(2026, 10, 22, ...clock.split(":").map(Number));
const window = (state, id = "pagi", opens = "07:00", closes = "12:00") => ({
  id, state, opens_at: at(opens), late_after: at("09:00"), closes_at: at(closes),
});
const says = (facts) => twin.verdictOf({
  ...facts, slot: facts.slot && window(facts.slot), arrived_at: at(facts.at),
});
const picks = ({ slots, named, at: clock }) => twin.pickSlot(
  slots.map((s) => window(s.state, s.id, s.opens, s.closes)), named, at(clock))?.id ?? null;
"""


def in_the_browsers_words(script, given, tmp_path):
    """What the phone's rule answers, run by Node."""
    (tmp_path / "given.json").write_text(json.dumps(given), "utf-8")
    file = tmp_path / "twin.mjs"
    file.write_text(
        f"import {{ readFileSync }} from 'node:fs';\n"
        f"import * as twin from {json.dumps(TWIN.as_uri())};\n{SAYS}\n"
        f"const given = JSON.parse(readFileSync(new URL('given.json', import.meta.url)));\n"
        f"console.log(JSON.stringify({script}));",
        "utf-8",
    )
    told = subprocess.run(["node", file], capture_output=True, check=True, text=True)
    return json.loads(told.stdout)


@pytest.mark.parametrize("vector", VECTORS["verdicts"], ids=lambda v: v["name"])
def test_a_scan_is_judged_as_written_down(vector):
    assert python_verdict(vector["facts"]) == vector["verdict"]


@pytest.mark.parametrize("vector", VECTORS["picks"], ids=lambda v: v["name"])
def test_a_slot_is_picked_as_written_down(vector):
    assert python_pick(vector["slots"], vector["named"], vector["at"]) == vector["slot"]


def test_the_vectors_speak_of_every_verdict():
    assert {vector["verdict"] for vector in VECTORS["verdicts"]} == set(VERDICTS)


@node
def test_the_phone_judges_as_written_down(tmp_path):
    verdicts = in_the_browsers_words(
        "given.map((v) => says(v.facts))", VECTORS["verdicts"], tmp_path
    )
    picks = in_the_browsers_words("given.map(picks)", VECTORS["picks"], tmp_path)

    assert verdicts == [vector["verdict"] for vector in VECTORS["verdicts"]]
    assert picks == [vector["slot"] for vector in VECTORS["picks"]]


@node
def test_the_phone_and_the_server_agree_on_every_scan_there_can_be(tmp_path):
    truths = [
        "well_formed", "known", "same_workshop", "live", "expected", "annulled", "here_already",
        "workshop_closed", "revoked", "offline", "held",
    ]  # fmt: skip
    states = [None, "planned", "open", "closed", "signed_off"]
    clocks = ["06:59", "08:30", "09:01", "12:01"]
    every = [
        dict(zip(truths, values, strict=True)) | {"slot": state, "at": clock}
        for values in itertools.product([False, True], repeat=len(truths))
        for state in states
        for clock in clocks
    ]

    told = in_the_browsers_words("given.map(says)", every, tmp_path)

    assert len(every) == 40_960
    assert told == [python_verdict(facts) for facts in every]


@node
def test_the_phone_shows_each_verdict_in_the_servers_colour(tmp_path):
    colours = in_the_browsers_words("twin.LEVELS", None, tmp_path)

    assert colours == {verdict: level for verdict, (_outcome, level) in VERDICTS.items()}
