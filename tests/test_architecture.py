"""Each rule we claim about the shape of the code, as a test (docs/architecture.md names them)."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.db.migrations.loader import MigrationLoader

from participants.errors import WORDS

ROOT = Path(settings.BASE_DIR)
LAYERS = ["participants", "workshops", "certificates", "project"]  # lower first
OURS = (*LAYERS, "tests")
LONGEST = 400


def _files(*suffixes: str) -> list[Path]:
    """Hand-written files that git knows or would take; migrations and locks are made by tools."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    paths = [ROOT / name for name in listed if name.endswith(suffixes)]
    return [path for path in paths if "migrations" not in path.parts and path.exists()]


def _product_code() -> Iterator[tuple[Path, ast.Module]]:
    for path in _files(".py"):
        if path.relative_to(ROOT).parts[0] in LAYERS:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _models() -> list[type[models.Model]]:
    return [model for label in LAYERS[:3] for model in apps.get_app_config(label).get_models()]


def _shown(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def test_imports_flow_one_way():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_foreign_keys_and_reverse_lookups_point_down():
    climbing = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in _models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label in LAYERS
        if LAYERS.index(field.related_model._meta.app_label) > LAYERS.index(model._meta.app_label)
    ]

    assert climbing == []


def _strings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


def _names_of_relations(package: str, *, from_above: bool) -> set[str]:
    """How relations are called on this package's models: its own ones, or those that higher
    packages hang on them."""
    names = set()
    for model in _models():
        if model._meta.app_label != package:
            continue
        for field in model._meta.get_fields():
            if not from_above and not field.auto_created:
                names.add(field.name)
            if field.auto_created and field.is_relation and not field.concrete:
                owner = field.related_model._meta.app_label
                if owner not in LAYERS:
                    continue
                if (LAYERS.index(owner) > LAYERS.index(package)) == from_above:
                    names |= {field.get_accessor_name() or "", field.name}
    return names - {""}


ASKING = {
    "Count", "Exists", "F", "OuterRef", "Prefetch", "Q", "Sum", "annotate", "exclude", "filter",
    "get", "get_or_create", "only", "order_by", "prefetch_related", "select_related",
    "update_or_create", "values", "values_list",
}  # fmt: skip


def _asked(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Names of relations as the ORM is told them: .name, name__state=…, "name", "name__state"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node, node.attr
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ASKING:
            for keyword in node.keywords:
                yield node, keyword.arg or ""
            for text in node.args:
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    yield text, text.value
    for text in _strings(tree):
        if "__" in text.value:
            yield text, text.value


@pytest.mark.parametrize("package", LAYERS[:2])
def test_no_lower_package_asks_through_a_reverse_name_of_a_higher_one(package):
    higher = _names_of_relations(package, from_above=True)
    higher -= _names_of_relations(package, from_above=False)
    found = []
    for path, tree in _product_code():
        if path.relative_to(ROOT).parts[0] != package:
            continue
        found += [
            f"{_shown(path, node)} {asked}"
            for node, asked in _asked(tree)
            if higher & set(asked.removeprefix("-").split("__"))
        ]

    assert higher, "no relation points down: the walk itself is broken"
    assert found == []


@pytest.mark.parametrize("label", LAYERS[:3])
def test_migrations_depend_on_lower_packages_alone(label):
    loader = MigrationLoader(None)
    climbing = [
        f"{key} -> {dependency}"
        for key, migration in loader.disk_migrations.items()
        if key[0] == label
        for dependency in migration.dependencies
        if dependency[0] in LAYERS and LAYERS.index(dependency[0]) > LAYERS.index(label)
    ]

    assert climbing == []


def test_no_hand_written_file_is_over_four_hundred_lines():
    suffixes = (".py", ".js", ".css", ".html", ".typ", ".sh", "Makefile")
    long = {
        str(path.relative_to(ROOT)): count
        for path in _files(*suffixes)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }

    assert long == {}


def test_nothing_overrides_save_or_delete_and_nothing_listens_to_signals():
    found = []
    for path, tree in _product_code():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found += [
                    f"{_shown(path, item)} {node.name}.{item.name}"
                    for item in node.body
                    if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)
                    and item.name in {"save", "delete", "asave", "adelete"}
                    and not any("Form" in ast.unparse(base) for base in node.bases)
                ]
            if isinstance(node, ast.ImportFrom) and "signals" in (node.module or ""):
                found.append(f"{_shown(path, node)} imports {node.module}")
            if isinstance(node, ast.Attribute) and node.attr == "signals":
                found.append(f"{_shown(path, node)} {ast.unparse(node)}")
            if isinstance(node, ast.Name) and node.id == "receiver":
                found.append(f"{_shown(path, node)} receiver")

    assert found == []


def test_every_view_names_its_access_rule():
    call_command("check", tags=["security"], fail_level="ERROR")


def test_every_function_view_says_which_methods_it_takes():
    """A door that a decorator of django.views.decorators.http did not narrow takes them all."""
    careless = []
    for path, tree in _product_code():
        if "views" not in path.relative_to(ROOT).parts:
            continue
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef):
                continue
            named = [ast.unparse(decorator) for decorator in node.decorator_list]
            guarded = any(name.startswith(("allow(", "anyone(")) for name in named)
            if guarded and not any(name.startswith("require_") for name in named):
                careless.append(f"{_shown(path, node)} {node.name}")

    assert careless == []


CLOCKS = {
    "timezone.now",
    "datetime.now",
    "datetime.datetime.now",
    "datetime.utcnow",
    "date.today",
    "datetime.date.today",
    "time.time",
}
MAY_READ_THE_CLOCK = re.compile(
    r"/(views|api|tasks|management|demo)(/|\.py)|participants/models/scope\.py|middleware|project/(home|people|matching|search)"
)


def test_the_clock_is_read_in_views_api_commands_alone():
    found = []
    for path, tree in _product_code():
        if MAY_READ_THE_CLOCK.search(str(path)):
            continue
        for node in ast.walk(tree):
            # Named, not only called: a field's default reads the clock as well.
            if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS:
                found.append(f"{_shown(path, node)} {ast.unparse(node)}")
            if isinstance(node, ast.ImportFrom) and node.module in {
                "time",
                "django.utils.timezone",
            }:
                found += [
                    f"{_shown(path, node)} imports {name.name}"
                    for name in node.names
                    if name.name in {"now", "time"}
                ]

    assert found == []


def test_a_moment_becomes_a_date_through_its_unit_alone():
    allowed = {"participants/models/unit.py", "participants/rules/wording.py"}
    found = []
    for path, tree in _product_code():
        if str(path.relative_to(ROOT)) in allowed:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            # With or without an argument, Django's own know the server's zone and not the unit's.
            if (called.endswith(".date") and not node.args) or called in {
                "timezone.localdate",
                "timezone.localtime",
                "localdate",
                "localtime",
            }:
                found.append(f"{_shown(path, node)} {called}()")

    assert found == []


def test_who_and_when_come_in_pairs_held_by_a_constraint_where_they_may_be_empty():
    widows = []
    for model in _models():
        fields = {field.name: field for field in model._meta.fields}
        told = " ".join(str(constraint.deconstruct()) for constraint in model._meta.constraints)
        for name, field in fields.items():
            if name.endswith("_by") and field.is_relation and name != "superseded_by":
                twin = name[:-3] + "_at"
                if twin not in fields:
                    widows.append(f"{model._meta.label}.{name}")
                elif field.null and not (name in told and twin in told):
                    widows.append(f"{model._meta.label}.{name} (no constraint)")

    assert widows == []


def test_constraints_are_named_after_their_table():
    wrong = [
        constraint.name
        for model in _models()
        for constraint in model._meta.constraints
        if not constraint.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
    ]

    assert wrong == []


BY_NOBODY = {"seal", "reap", "take_some", "activate_device"}  # chores; a device acts as itself
PIECES = {"keep", "keep_many", "lay_out", "post"}  # written by an act that says who and when itself


def _writes(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"save", "create", "bulk_create", "bulk_update", "get_or_create"}
        for node in ast.walk(function)
    )


def test_actions_take_keywords_only_and_say_by_whom_and_when():
    """Public functions of actions that write: all keywords, with ``by`` and ``at``."""
    found = []
    for path, tree in _product_code():
        if "actions" not in path.relative_to(ROOT).parts or path.name == "audit.py":
            continue  # the trail's own: what was done and to what come first
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if not (any("atomic" in ast.unparse(d) for d in node.decorator_list) or _writes(node)):
                continue
            if node.name in PIECES:
                continue
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            if node.args.args:
                found.append(f"{_shown(path, node)} {node.name} takes positions")
            if node.name not in BY_NOBODY and not {"by", "at"} <= keywords:
                found.append(f"{_shown(path, node)} {node.name} without by or at")

    assert found == []


def test_every_reason_has_its_words():
    used = set()
    for _path, tree in _product_code():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith("Reason")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                used.add(node.args[0].value)

    assert used, "no reason is raised anywhere: the walk itself is broken"
    assert sorted(used - set(WORDS)) == []


def test_templates_carry_no_inline_script_or_style():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|<style\b|\sstyle=|\son\w+=[\"']"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in _files(".html")
        if path.relative_to(ROOT).parts[0] in LAYERS
        for match in inline.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_no_catch_all_modules():
    names = {"utils", "helpers", "common", "tools"}
    found = [
        str(path.relative_to(ROOT))
        for path in _files(".py")
        if names & {path.stem, *path.relative_to(ROOT).parts}
    ]

    assert found == []
