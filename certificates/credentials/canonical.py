"""What a document means, spelt in one way only: the bytes a proof is made over (RDFC-1.0).

PyLD calls its canonicalisation URDNA2015; RDFC-1.0 is the same but for how it spells control
characters, and a text with one is refused here.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyld import jsonld
from pyld.nquads import escape

from certificates.credentials import contexts

OTHERWISE_SPELT = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")
# Where a value lies: ("credentialSubject", "identifier", 0, "salt").
Path = tuple[str | int, ...]

GAP = "https://celah.invalid/"
IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\]+")
BLANK = re.compile(r"_:c14n\d+")
LINE = re.compile(
    r"(?P<subject><[^>]*>|_:c14n\d+) (?P<predicate><[^>]*>) "
    r"(?P<object><[^>]*>|_:c14n\d+|\"(?:[^\"\\]|\\.)*\")(?P<suffix>\S*) \."
)


class Unprovable(ValueError):
    """Something in a document is not covered by a proof over its meaning."""


def canonical(document: Mapping[str, Any], *, load: Callable[..., Any] = contexts.load) -> bytes:
    """The document's meaning as sorted N-Quads."""
    _refuse_control_characters(document)
    settings = {"documentLoader": load, "base": "", "processingMode": "json-ld-1.1"}
    try:
        # A word that means nothing would stand in the document and not under the proof.
        meaning = jsonld.expand(document, settings, on_property_dropped=_refuse_word)
        lines = jsonld.normalize(
            meaning,
            {**settings, "algorithm": "URDNA2015", "format": "application/n-quads"},
        )
    except jsonld.JsonLdError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, contexts.UnknownContext | Unprovable):
                raise cause from None
            cause = getattr(cause, "cause", None) or cause.__cause__
        raise Unprovable(error.type) from error
    return lines.encode()


def canonical_alike(document: Mapping[str, Any], gaps: Sequence[Path]) -> bytes:
    """The same bytes as ``canonical`` gives, cheaply, where many documents differ in these ``gaps``
    alone: their meaning is worked out once and filled in. For documents of our own; whatever does not
    fit, and whatever others bring, goes the long way."""
    text = json.dumps(document, ensure_ascii=False)
    if GAP not in text:
        shape = json.loads(text)
        values = [_cut(shape, path, f"{GAP}{place}") for place, path in enumerate(gaps)]
        form = _form(json.dumps(shape, ensure_ascii=False), len(gaps))
        if form and (filled := form.filled(values)):
            return filled
    return canonical(document)


def _cut(shape: Any, path: Path, gap: str) -> Any:
    """What lies there; a gap lies there now."""
    *steps, last = path
    for step in steps:
        shape = shape[step]
    value, shape[last] = shape[last], gap
    return value


@dataclass(frozen=True)
class _Line:
    subject: str
    predicate: str
    object: str
    suffix: str  # a literal's type or language


@dataclass(frozen=True)
class _Form:
    """The meaning of documents that are alike."""

    lines: tuple[_Line, ...]
    addresses: frozenset[int]  # the gaps that name something, and are no text

    def filled(self, values: Sequence[Any]) -> bytes | None:
        """With these values in the gaps; None when that takes a look at the whole."""
        terms = {}
        for place, value in enumerate(values):
            if not isinstance(value, str) or OTHERWISE_SPELT.search(value):
                return None
            if place in self.addresses and not IRI.fullmatch(value):
                return None
            terms[f"<{GAP}{place}>"] = f"<{value}>"
            terms[f'"{GAP}{place}"'] = f'"{escape(value)}"'
        told = [
            (
                terms.get(line.subject, line.subject),
                line.predicate,
                terms.get(line.object, line.object) + line.suffix,
            )
            for line in self.lines
        ]
        labels = _labels(told)
        if labels is None:
            return None
        spelt = {
            f"{labels.get(one, one)} {predicate} {labels.get(other, other)} .\n"
            for one, predicate, other in told
        }
        return "".join(sorted(spelt)).encode()


def _labels(told: Sequence[tuple[str, str, str]]) -> dict[str, str] | None:
    """Names of what has no address: by the hash of what is said about each (RDFC-1.0, 4.6). None when
    that does not tell two of them apart."""
    nameless = {term for line in told for term in line if BLANK.fullmatch(term)}
    by_hash = {}
    for asked in nameless:
        names = {one: "_:a" if one == asked else "_:z" for one in nameless}
        about = sorted(
            f"{names.get(one, one)} {predicate} {names.get(other, other)} .\n"
            for one, predicate, other in told
            if asked in (one, other)
        )
        by_hash[hashlib.sha256("".join(about).encode()).hexdigest()] = asked
    if len(by_hash) < len(nameless):
        return None
    return {by_hash[one]: f"_:c14n{place}" for place, one in enumerate(sorted(by_hash))}


@lru_cache(maxsize=32)
def _form(shape: str, gaps: int) -> _Form | None:
    """None for a meaning that this way does not reach: graphs in graphs, a gap that says nothing."""
    lines = []
    for text in canonical(json.loads(shape)).decode().splitlines():
        found = LINE.fullmatch(text)
        if found is None:
            return None
        lines.append(_Line(**found.groupdict()))
    named = {term for line in lines for term in (line.subject, line.object)}
    addresses = {place for place in range(gaps) if f"<{GAP}{place}>" in named}
    if addresses | {place for place in range(gaps) if f'"{GAP}{place}"' in named} != set(
        range(gaps)
    ):
        return None
    return _Form(tuple(lines), frozenset(addresses))


def _refuse_word(word: str) -> None:
    raise Unprovable(f"{word!r} means nothing here")


def _refuse_control_characters(value: Any) -> None:
    if isinstance(value, str) and OTHERWISE_SPELT.search(value):
        raise Unprovable("a control character")
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            _refuse_control_characters(inner)
