"""What the documents say of the code is held to the code."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands

from project.configuration import BASE_DIR, KNOBS
from workshops.rules.states import TABLES

ROOT = Path(settings.BASE_DIR)
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))
AWAITED = {"errors.md"}  # announced by docs/api.md and the API's code, not written yet
LONGEST_DECISION = 30  # lines: a page that is read standing


def _text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _spans(text: str) -> list[str]:
    """What stands between backticks in running text and tables, code blocks left out."""
    return re.findall(
        r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    )


def _rows(text: str) -> list[list[str]]:
    """The cells of every table row, heads and rules left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in rows if not re.fullmatch(r"[-: ]*", row[0])]


@cache
def _tests_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def _exists(dotted: str) -> bool:
    """Whether ``package.module.name`` (and attributes of it) can be imported."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for name in parts[cut:]:
            if not hasattr(found, name):
                return False
            found = getattr(found, name)
        return True
    return False


def test_the_state_diagrams_are_those_of_the_code():
    call_command("draw_states", "--check")


def test_every_arrow_of_a_state_diagram_is_an_action():
    actions = {
        name
        for path in (ROOT / "workshops" / "actions").rglob("*.py")
        for name in _tests_of(str(path.relative_to(ROOT)))
    }
    arrows = {
        act
        for moves, _labels in TABLES.values()
        for nexts in moves.values()
        for act in nexts.values()
    }

    assert arrows - actions == set()


def test_every_knob_stands_in_the_operators_table_with_its_default():
    told = {
        row[0].strip("`"): row[1]
        for row in _rows(_text("operating.md"))
        if re.fullmatch(r"`[A-Z_]+`", row[0])
    }
    expected = {}
    for knob in KNOBS:
        if knob.default is None:
            expected[knob.name] = "made once"
        elif knob.default == "":
            expected[knob.name] = "empty"
        else:
            expected[knob.name] = f"`{knob.default.removeprefix(f'{BASE_DIR}/')}`"

    assert told == expected


def test_every_decision_is_listed_under_its_own_title_and_is_one_page():
    index = _text("decisions/README.md")
    for path in DECISIONS:
        lines = path.read_text(encoding="utf-8").splitlines()
        number, title = re.fullmatch(r"# (\d+)\. (.+)", lines[0]).groups()

        assert f"| [{number}]({path.name}) | {title} |" in index
        assert path.name.startswith(f"{int(number):04}-")
        assert len(lines) <= LONGEST_DECISION, path.name
    assert len({path.name[:4] for path in DECISIONS}) == len(DECISIONS)


def test_every_word_of_the_glossary_has_a_class_that_exists():
    rows = [row for row in _rows(_text("glossary.md")) if row[1].startswith("`")]
    missing = [
        name
        for row in rows
        for name in re.findall(r"`([^`]+)`", row[1])
        if not _exists(name if ".rules." in name else name.replace(".", ".models.", 1))
    ]

    assert len(rows) > 50
    assert missing == []


def test_every_rule_in_prose_names_its_function_and_its_test():
    sections = re.split(r"^### ", _text("rules.md"), flags=re.MULTILINE)[1:]
    silent = []
    for section in sections:
        spans = _spans(section)
        functions = [
            span for span in spans if re.match(r"(participants|workshops|certificates)\.", span)
        ]
        if not functions or not any("::" in span for span in spans):
            silent.append(section.splitlines()[0])

    assert len(sections) > 20
    assert silent == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_a_page_points_at_is_there(page):
    text = page.read_text(encoding="utf-8")
    missing = []
    for span in _spans(text):
        if found := re.fullmatch(r"(tests/[\w/]+\.py)::(\w+)", span):
            if not (ROOT / found[1]).exists() or found[2] not in _tests_of(found[1]):
                missing.append(span)
        elif re.fullmatch(r"(participants|workshops|certificates|project)(\.\w+)+", span):
            if not _exists(span) and not _exists(span.replace(".", ".models.", 1)):
                missing.append(span)
        elif (
            re.fullmatch(
                r"(participants|workshops|certificates|project|tests|docs|\.ci)/[\w./-]*\w/?", span
            )
            and not (ROOT / span).exists()
        ):
            missing.append(span)
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target and target not in AWAITED and not (page.parent / target).exists():
            missing.append(target)

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_command_a_page_gives_can_be_run(page):
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    code = "\n".join(
        [*_spans(text), *re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)]
    )

    assert set(re.findall(r"(?:^|\s)make ([a-z]+)", code, flags=re.MULTILINE)) - targets == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", code)) - set(get_commands()) == set()


def test_the_readme_gives_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert "make demo" in readme
    assert "make test" in readme


@pytest.mark.parametrize("page", [*PAGES, *DECISIONS], ids=lambda path: path.name)
def test_no_page_speaks_of_one_machine(page):
    places = re.compile(r"(?<![\w.])/(work|home|root|tmp|Users|opt|mnt)/|localhost:\d|C:\\\\")

    assert places.findall(page.read_text(encoding="utf-8")) == []
