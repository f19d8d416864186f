"""The English catalogue: found in the sources, kept mergeable, compiled without gettext.

The sources speak Bahasa Indonesia, so msgids are Indonesian and there is one catalogue, English.
It carries no line numbers and no dates, and is sorted by msgid: two branches seldom collide.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

LANGUAGE = "en"
PACKAGES = ("participants", "workshops", "certificates", "project")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
HEADER = f"""\
# English words of Bimtek. The msgids are Bahasa Indonesia. `make messages` keeps this file.
msgid ""
msgstr ""
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Said = str | Sequence[str]  # one form, or one and many
Key = tuple[str | None, str]  # context, (singular) msgid


@dataclass(frozen=True)
class Todo:
    """A message as a translator gets it, and hands it back with ``msgstr`` filled.

    ``msgstr`` is a string, or a list of two (one, many) where ``plural`` is given.
    """

    msgid: str
    plural: str | None
    context: str | None
    where: list[str]
    msgstr: str | list[str]


def po_path(base: Path) -> Path:
    return base / "project/locale" / LANGUAGE / "LC_MESSAGES/django.po"


def found_in_sources(base: Path) -> Catalog:
    """Every message of our Python files and templates, untranslated, with where it stands."""
    catalogue = Catalog(locale=LANGUAGE)
    for path in _sources(base):
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # Babel reads Python; what Django makes of a template is Python but for its indents.
            text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
        name = str(path.relative_to(base))
        for line, message, _comments, context in extract(
            "python", BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            known = catalogue.get(_first(message), context)
            if known and isinstance(known.id, tuple) and not isinstance(message, tuple):
                message = known.id  # said both with and without a count: one entry, with plural
            catalogue.add(message, locations=[(name, line)], context=context)
    return catalogue


def _sources(base: Path) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((base / package).rglob("*")):
            if "migrations" in path.parts or not path.is_file():
                continue
            if path.suffix == ".py" or (
                path.suffix in {".html", ".txt"} and "templates" in path.parts
            ):
                yield path


def load(base: Path) -> Catalog:
    """The catalogue as it lies in the repository; an empty one when there is none."""
    path = po_path(base)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def updated(old: Catalog, sources: Catalog) -> Catalog:
    """The messages of the sources with the translations we have; what is no longer said is dropped."""
    fresh = Catalog(locale=LANGUAGE)
    for message in _messages(sources):
        kept = old.get(_first(message.id), message.context)
        string = kept.string if kept and _shape(kept.id) == _shape(message.id) else None
        flags = kept.flags & {"fuzzy"} if kept else set()
        fresh.add(message.id, string=string, flags=flags, context=message.context)
    return fresh


def save(catalogue: Catalog, base: Path) -> bool:
    """Write the .po file; True when it changed."""
    body = BytesIO()
    sorted_by_msgid = Catalog(locale=LANGUAGE)
    for message in sorted(_messages(catalogue), key=lambda m: (_first(m.id), m.context or "")):
        sorted_by_msgid.add(
            message.id, message.string, flags=message.flags, context=message.context
        )
    write_po(body, sorted_by_msgid, width=100, no_location=True, omit_header=True)
    text = (HEADER.encode() + body.getvalue().lstrip(b"\n")).rstrip(b"\n") + b"\n"
    path = po_path(base)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_bytes() == text:
        return False
    path.write_bytes(text)
    return True


def compile_mo(base: Path) -> Path:
    """Write the .mo file Django reads, beside the .po; its path."""
    path = po_path(base).with_suffix(".mo")
    path.parent.mkdir(parents=True, exist_ok=True)
    body = BytesIO()
    write_mo(body, load(base))
    path.write_bytes(body.getvalue())
    return path


def todo(catalogue: Catalog, sources: Catalog) -> list[Todo]:
    """What a translator still has to do, by msgid; ``where`` names the files for context."""
    waiting = []
    for message in _messages(catalogue):
        if _is_translated(message) and not message.fuzzy:
            continue
        plural = message.id[1] if isinstance(message.id, tuple) else None
        in_sources = sources.get(_first(message.id), message.context)
        where = sorted({name for name, _line in in_sources.locations}) if in_sources else []
        empty = ["", ""] if plural else ""
        waiting.append(Todo(_first(message.id), plural, message.context, where, empty))
    return sorted(waiting, key=lambda one: (one.msgid, one.context or ""))


def fill(catalogue: Catalog, translations: list[dict] | dict[str, str]) -> int:
    """Put translations in: a list like ``todo``'s, or a plain {msgid: msgstr}. How many went in.

    Raises ValueError for a msgid the catalogue does not have, or the wrong number of forms.
    """
    if isinstance(translations, dict):
        translations = [{"msgid": k, "msgstr": v} for k, v in translations.items()]
    count = 0
    for entry in translations:
        string = entry["msgstr"]
        if not string or not all(string):
            continue
        message = catalogue.get(entry["msgid"], entry.get("context"))
        if message is None:
            raise ValueError(f"Not in the catalogue: {entry['msgid']!r}")
        if isinstance(message.id, tuple) != (isinstance(string, list) and len(string) == 2):
            raise ValueError(f"Give one form, or a list of two for a plural: {entry['msgid']!r}")
        message.string = tuple(string) if isinstance(string, list) else string
        message.flags.discard("fuzzy")
        count += 1
    return count


def problems(committed: Catalog, sources: Catalog) -> list[str]:
    """Why the committed catalogue is not complete, a sentence each; empty when it is."""
    found = []
    said = {_key(message) for message in _messages(sources)}
    for message in _messages(sources):
        have = committed.get(_first(message.id), message.context)
        if have is None or _shape(have.id) != _shape(message.id):
            found.append(f"missing from the catalogue: {_first(message.id)!r}")
    for message in _messages(committed):
        name = repr(_first(message.id))
        if _key(message) not in said:
            found.append(f"no longer said in the sources: {name}")
        elif not _is_translated(message):
            found.append(f"untranslated: {name}")
        elif message.fuzzy:
            found.append(f"fuzzy: {name}")
        elif broken := _broken_placeholders(message):
            found.append(f"placeholders differ ({broken}): {name}")
    found += [f"obsolete entry: {_first(message.id)!r}" for message in committed.obsolete.values()]
    return sorted(found)


def as_json(waiting: list[Todo]) -> list[dict]:
    return [asdict(one) for one in waiting]


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _first(msgid: Said) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _shape(msgid: Said) -> tuple[str, ...]:
    return (msgid,) if isinstance(msgid, str) else tuple(msgid)


def _key(message: Message) -> Key:
    return (message.context or None, _first(message.id))


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ("",))


def _is_translated(message: Message) -> bool:
    return all(_strings(message)) and len(_strings(message)) == len(_shape(message.id))


def _broken_placeholders(message: Message) -> str:
    """What one side has and the other lacks. "1 orang" may leave its number out, the plural not."""
    wanted = Counter(PLACEHOLDER.findall(_shape(message.id)[-1]))
    for index, string in enumerate(_strings(message)):
        given = Counter(PLACEHOLDER.findall(string))
        may_omit = isinstance(message.id, tuple) and index == 0
        wrong = (given - wanted) + (Counter() if may_omit else wanted - given)
        if wrong:
            return ", ".join(sorted(wrong))
    return ""
