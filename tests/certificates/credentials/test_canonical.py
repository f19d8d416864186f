"""The cheap way to a credential's canonical bytes gives what PyLD gives, or leaves it to PyLD."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyld import jsonld

from certificates.credentials import badge, canonical, status
from certificates.credentials.canonical import Unprovable, canonical_alike
from certificates.statement import Signatory, Statement

# What is awkward in N-Quads, in JSON, or in the cheap way itself.
AWKWARD = [
    '"',
    "\\",
    "\\n",
    "\n",
    "\r",
    "_:c14n0",
    "_:z",
    "<",
    ">",
    " .",
    "@id",
    "^^<x>",
    "é",
    "😀",
]
words = st.lists(
    st.sampled_from(AWKWARD)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=6),
    max_size=4,
).map("".join)
named = words.filter(lambda text: not canonical.OTHERWISE_SPELT.search(text))


def document(
    title="Bimtek", number="1/2026", name="Wa Ode", salt="00", jp="8", site="https://b.id"
):
    day = date(2026, 11, 2)
    said = Statement(
        number=number,
        public_id="ABC123",
        kind="attended",
        person_name=name,
        nip="",
        rank="",
        post="",
        unit="",
        title_id=title,
        title_en="",
        government="Kabupaten Contoh",
        organiser="Dinas Kominfo",
        stages=(),
        lessons=(),
        jp_total=Decimal(jp),
        jp_basis="attended",
        started_on=day,
        ended_on=day,
        issued_on=day,
        place="Pasarwajo",
        signatory=Signatory(name="", post=""),
        legal_basis=(),
        language="id",
        rule_version="1",
    )
    entry = status.entry(address=f"{site}/kredensial/status/1", place=7)
    place = badge.Place(site=site, workshop="W", timezone="Asia/Makassar", status=entry)
    return badge.credential(said, place=place, salt=salt)


@given(
    named, named, named, named, st.sampled_from(["8", "7.5", "0.1"]),
    st.sampled_from(["https://b.id", "http://127.0.0.1:8000", "https://b.id/sub", "bukan:alamat"]),
)  # fmt: skip
@example(canonical.GAP + "0", canonical.GAP + "2", "a", canonical.GAP + "4", "8", "https://b.id")
def test_the_cheap_way_gives_the_bytes_that_pyld_gives(title, number, name, salt, jp, site):
    said = document(title, number, name, salt, jp, site)

    assert canonical_alike(said, badge.OWN) == canonical.canonical(said)


def test_the_long_way_is_gone_once_for_many_alike(monkeypatch):
    canonical_alike(document(title="Bimtek yang sama"), badge.OWN)
    asked = []
    monkeypatch.setattr(jsonld, "expand", lambda *_args, **_kwargs: asked.append(1))

    for number in range(3):
        canonical_alike(document(title="Bimtek yang sama", number=f"{number}/2026"), badge.OWN)

    assert asked == []


def test_two_without_an_address_that_say_the_same_go_the_long_way():
    said = document()
    subject = said["credentialSubject"]
    subject["identifier"].append(dict(subject["identifier"][0]))

    assert canonical_alike(said, badge.OWN) == canonical.canonical(said)


def test_a_control_character_and_a_word_without_meaning_are_refused_here_too():
    odd = document()
    odd["credentialSubject"]["licenseNumber"] = "1\x0b"
    with pytest.raises(Unprovable):
        canonical_alike(odd, badge.OWN)
    odd = document()
    odd["credentialSubject"]["nilai"] = 100
    with pytest.raises(Unprovable):
        canonical_alike(odd, badge.OWN)
