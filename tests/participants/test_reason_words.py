"""Every reason that a pure rule can give has a sentence, and its arguments fit into it."""

import ast
import re
from pathlib import Path

import pytest

from participants.errors import WORDS

SOURCES = [*Path("participants/rules").glob("*.py"), *Path("participants/importing").glob("*.py")]


def reasons_in(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        named = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Reason"
        if named and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value, {keyword.arg for keyword in node.keywords}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_code_has_words_that_use_only_what_it_is_given(path):
    for code, given in reasons_in(path):
        wanted = set(re.findall(r"%\((\w+)\)", str(WORDS[code])))
        assert wanted <= given, code
