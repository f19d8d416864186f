"""Every address of the system with its arguments filled: a page that is added is crawled from the
day it exists. An argument nobody filled is an error that says where to fill it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

Arguments = dict[Any, str]

# Arguments that are no object: the same for everybody.
PLAIN: Arguments = {
    "form": "xlsx",
    "extension": "xlsx",
    "suffix": "xlsx",
    "kind": "staff",
    "volume": "komitmen",
    "day": "2026-11-22",
    "year": "2026",
    "ordinal": "1",
    "digits": "0000000000",  # no room has it
    "direction": "keluar",
    "document": "nominatif",
    "place": "crest",  # of a picture on a layout
    "entry": "MAN.INT",  # the dictionary is the same for every region
    "indicator": "penempatan",
    "number": "1",  # the first status list of credentials
}


@dataclass(frozen=True)
class Address:
    """One address of the system: its name, its path, the view behind it, and its argument names."""

    name: str
    path: str
    pattern: URLPattern
    route: str
    arguments: tuple[str, ...]

    @property
    def rule(self) -> Any:
        """The access rule that the view names; None for DRF's."""
        return getattr(self.pattern.callback, "access_rule", None)

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    def methods(self) -> frozenset[str]:
        """The methods the view takes, as its decorators of django.views.decorators.http say."""
        if self.is_api:
            actions = getattr(self.pattern.callback, "actions", None) or {"get": ""}
            return frozenset(method.upper() for method in actions)
        return _methods_of(self.pattern.callback) or frozenset({"GET", "POST"})


def _methods_of(view: Any, depth: int = 0) -> frozenset[str]:
    """Looks through the decorators for the list that ``require_http_methods`` holds on to."""
    if depth > 12 or not hasattr(view, "__closure__"):
        return frozenset()
    kept = dict(
        zip(
            view.__code__.co_freevars,
            (cell.cell_contents for cell in view.__closure__ or ()),
            strict=True,
        )
    )
    if "request_method_list" in kept:
        return frozenset(kept["request_method_list"])
    found = frozenset()
    inner = [*kept.values(), getattr(view, "__wrapped__", None)]
    for one in inner:
        if callable(one) and hasattr(one, "__code__"):
            found = found or _methods_of(one, depth + 1)
    return found


def addresses(arguments: Arguments) -> list[Address]:
    """Every address but the admin's (Django's own, tested there), filled from ``arguments``; those
    that ``unfilled`` names are left out."""
    found = []
    for name, route, pattern in _ours():
        with suppress(Unfilled):
            path = _fill(name, route, pattern, arguments)
            found.append(Address(name, path, pattern, route, _names(pattern)))
    return found


def unfilled(arguments: Arguments) -> list[str]:
    """What to add to the world, so that every address can be crawled."""
    found = []
    for name, route, pattern in _ours():
        try:
            _fill(name, route, pattern, arguments)
        except Unfilled as missing:
            found.append(str(missing))
    return found


class Unfilled(LookupError):
    """An argument that the world has no value for."""


def _ours() -> Iterator[tuple[str, str, URLPattern]]:
    for name, route, pattern in _walk(get_resolver().url_patterns):
        if not route.startswith("admin/"):
            yield name, route, pattern


def _walk(
    found: list[Any], route: str = "", spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, URLPattern]]:
    for entry in found:
        here = route + str(entry.pattern).replace("^", "").replace("$", "")
        if hasattr(entry, "url_patterns"):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry.url_patterns, here, inner)
        else:
            yield ":".join((*spaces, entry.name or "")), here, entry


def _names(pattern: URLPattern) -> tuple[str, ...]:
    return tuple(pattern.pattern.regex.groupindex)


def _fill(name: str, route: str, pattern: URLPattern, arguments: Arguments) -> str:
    segments = route.split("/")
    values = {}
    for wanted in _names(pattern):
        place = next(
            i for i, text in enumerate(segments) if f":{wanted}>" in text or f"<{wanted}>" in text
        )
        before = segments[place - 1] if place else ""
        # By the address itself where one beginning leads to two kinds of things, as /t/ does.
        for key in ((name, wanted), (before, wanted), wanted):
            if key in arguments or key in PLAIN:
                values[wanted] = arguments.get(key) or PLAIN[key]
                break
        else:
            raise Unfilled(
                f"{name} ({route}): nobody fills {wanted!r} after {before!r}. "
                "Make the thing in tests/world/making.py and name it there."
            )
    return reverse(name, kwargs=values) if values or "<" not in route else "/" + route
