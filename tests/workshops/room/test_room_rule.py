"""The code on the wall, who may be meant, and what looks like sharing; without a database."""

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from workshops.rules import room
from workshops.rules.room import Arrival

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
ROOM_JS = Path(settings.BASE_DIR) / "workshops/static/workshops/room"
RFC_KEY = b"12345678901234567890123456789012"
KEY = bytes(range(32))
AT = datetime(2026, 11, 22, 0, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (59, "46119246"),
        (1111111109, "68084774"),
        (1111111111, "67062674"),
        (1234567890, "91819424"),
        (2000000000, "90698825"),
        (20000000000, "77737706"),
    ],
)
def test_the_code_is_that_of_rfc_6238(second, code):
    assert room.code_at(RFC_KEY, second // room.STEP) == code[-room.DIGITS :]


@pytest.mark.parametrize("vector", VECTORS["codes"], ids=lambda v: f"{v['key'][:4]}-{v['step']}")
def test_the_codes_are_as_written_down(vector):
    assert room.code_at(bytes.fromhex(vector["key"]), vector["step"]) == vector["code"]


@pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine")
def test_the_walls_twin_computes_the_same_codes(tmp_path):
    told = _node(
        tmp_path,
        f"""
        import {{ codeAt, importKey, stepOf, grouped }} from {json.dumps((ROOM_JS / "code.js").as_uri())};
        const codes = [];
        for (const {{ key, step }} of {json.dumps(VECTORS["codes"])})
          codes.push({{ key, step, code: await codeAt(await importKey(Buffer.from(key, "hex")), step) }});
        console.log(JSON.stringify({{
          codes, step: stepOf({AT.timestamp()} * 1000, 30), grouped: grouped("0042", "730155"),
        }}));
        """,
    )

    assert told["codes"] == VECTORS["codes"]
    assert told["step"] == room.step_of(AT)
    assert told["grouped"] == "0042 730 155"
    assert room.split_code(told["grouped"]) == ("0042", "730155")


@pytest.mark.parametrize(
    ("steps", "judged"),
    [
        (-2, "wrong"),
        (-1, "right"),
        (0, "right"),
        (1, "right"),
        (2, "old"),
        (20, "old"),
        (21, "wrong"),
    ],
)
def test_a_code_holds_one_step_either_way_by_the_servers_clock(steps, judged):
    shown = room.code_at(KEY, room.step_of(AT) - steps)

    assert room.judge(KEY, shown, AT) == judged


@given(typed=some.text(max_size=12))
def test_whatever_is_typed_is_judged(typed):
    assert room.judge(KEY, typed, AT) in {room.RIGHT, room.OLD, room.WRONG}
    assert room.split_code(typed) is None or len("".join(room.split_code(typed))) == 10


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Budi Santoso", "BS"),
        ("Dr. Ir. H. Budi Santoso, S.Kom., M.T.", "BS"),
        ("Sugiyanto", "S"),
        ("Wa Ode Nur'aini Siti-Rahma", "WONSR"),
        ("NURUL HIDAYAH, SE", "NH"),
    ],
)
def test_initials_leave_titles_out(name, initials):
    assert room.initials_of(name) == initials


@pytest.mark.parametrize(
    ("typed", "name", "fits"),
    [
        ("bs", "Budi Santoso", True),
        ("B.S.", "Budi Santoso", True),
        ("B", "Budi Santoso", False),
        ("WO", "Wa Ode Nuraini", True),
        ("WON", "Wa Ode Nuraini", True),
        ("ON", "Wa Ode Nuraini", False),
        ("s", "Sugiyanto", True),
        ("", "Sugiyanto", False),
        ("BSX", "Budi Santoso", False),
    ],
)
def test_letters_fit_a_name_from_its_first_word_on(typed, name, fits):
    assert room.fits_initials(typed, name) is fits


@pytest.mark.parametrize(
    ("typed", "phone", "fits"),
    [
        ("7890", "+6281234567890", True),
        ("7890", "0812-3456-7890", True),
        ("7891", "+6281234567890", False),
        ("", "", False),
        ("0000", "", False),
        ("１２３４", "+6281234561234", False),
    ],
)
def test_digits_fit_the_end_of_a_number(typed, phone, fits):
    assert room.fits_phone(typed, phone) is fits


def arrival(person, *, device="", address="", second=0, slow=0):
    at = AT + timedelta(seconds=second)
    return Arrival(person, device, address, at - timedelta(seconds=slow), at)


def codes_of(found):
    return {person: [reason.code for reason in reasons] for person, reasons in found.items()}


def test_one_phone_for_two_people_shows_at_both():
    came = [arrival(1, device="a"), arrival(2, device="a", second=9), arrival(3, device="b")]

    assert codes_of(room.flags(came, expected=80)) == {
        1: ["room-same-device"],
        2: ["room-same-device"],
    }


def test_phones_without_a_mark_are_nobodys_phone():
    assert room.flags([arrival(1), arrival(2, second=9)], expected=80) == {}


def test_the_halls_own_address_says_nothing_and_a_strange_one_for_three_does():
    hall = [arrival(n, address="hall", second=n) for n in range(1, 8)]
    away = [arrival(n, address="away", second=n) for n in range(20, 23)]

    assert codes_of(room.flags([*hall, *away], expected=80)) == {
        n: ["room-same-address"] for n in range(20, 23)
    }


@pytest.mark.parametrize(("people", "expected", "shown"), [(5, 80, 0), (6, 80, 6), (60, 1500, 0)])
def test_too_many_in_a_second_depends_on_the_size_of_the_room(people, expected, shown):
    came = [arrival(n) for n in range(people)]

    assert len(room.flags(came, expected=expected)) == shown


def test_a_long_time_between_reading_and_confirming_shows():
    came = [arrival(1, slow=30), arrival(2, slow=4 * 60, second=5)]

    assert room.flags(came, expected=80) == {2: (room.Reason("room-slow", minutes=4),)}


def test_who_was_at_another_bimtek_shows():
    assert codes_of(room.flags([arrival(1)], expected=80, elsewhere={1})) == {1: ["room-elsewhere"]}


@given(order=some.permutations([f"p{n}" for n in range(12)]), seed=some.text(max_size=8))
def test_a_draw_depends_on_its_seed_and_not_on_the_order(order, seed):
    chosen = room.drawn(order, seed=seed, people=5)

    assert chosen == room.drawn(sorted(order), seed=seed, people=5)
    assert len(set(chosen)) == 5


def test_another_seed_draws_others():
    people = [f"p{n}" for n in range(40)]

    assert room.drawn(people, seed="1", people=5) != room.drawn(people, seed="2", people=5)


@pytest.mark.skipif(not shutil.which("node"), reason="no node on this machine")
def test_the_walls_clock_survives_a_wrong_a_turned_and_a_sleeping_laptop(tmp_path):
    told = _node(
        tmp_path,
        f"""
        import {{ Clock }} from {json.dumps((ROOM_JS / "clock.js").as_uri())};
        const server = Date.parse("2026-11-22T00:30:00Z");
        const clock = () => {{
          const at = {{ wall: server - 47 * 60_000, steady: 5_000 }};
          const made = new Clock({{ wall: () => at.wall, steady: () => at.steady }});
          made.hear("2026-11-22T00:30:00Z");
          const pass = (wall, steady) => {{
            at.wall += wall;
            at.steady += steady;
            return [made.now() - server, made.sure];
          }};
          return {{ pass, made, at }};
        }};
        const wrong = clock(), back = clock(), slept = clock();
        const told = {{
          wrong: [...wrong.pass(60_000, 60_000), wrong.made.ahead()],
          turnedBack: back.pass(60_000 - 7_200_000, 60_000),
          slept: slept.pass(600_000, 1_000),
        }};
        slept.at.steady += 400;
        slept.made.hear("2026-11-22T00:40:00Z", slept.at.steady - 400);
        told.heardAgain = slept.pass(0, 0);
        console.log(JSON.stringify(told));
        """,
    )

    assert told == {
        "wrong": [60_000, True, -47 * 60_000],
        "turnedBack": [60_000, False],
        "slept": [600_000, False],
        "heardAgain": [600_200, True],
    }


def _node(folder, script):
    path = folder / "twin.mjs"
    path.write_text(script, "utf-8")
    done = subprocess.run(["node", path], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)
