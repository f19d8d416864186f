"""The agenda as an iCalendar file (RFC 5545): one event for each day somebody is expected."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from workshops.models import Workshop
from workshops.queries.personal import AgendaDay, AgendaStage

WIDTH = 75  # octets of a line; what is longer goes on after a line break and a space


def calendar(workshop: Workshop, stages: Sequence[AgendaStage], *, at: datetime) -> bytes:
    """UTF-8 with CRLF; moments in UTC, which every calendar shows in its own zone. Imported again
    after a change, an event takes the place of the one before: its UID is the stage and the day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bimtek//ID", "CALSCALE:GREGORIAN"]
    for one in stages:
        for day in one.days:
            lines += _event(workshop, one, day, at)
    lines.append("END:VCALENDAR")
    return "".join(folded + "\r\n" for line in lines for folded in _fold(line)).encode()


def _event(workshop: Workshop, one: AgendaStage, day: AgendaDay, at: datetime) -> Iterator[str]:
    topics = "\n".join(session.topic_id for session in day.sessions)
    yield "BEGIN:VEVENT"
    yield f"UID:{one.stage.public_id}-{day.day:%Y%m%d}@bimtek"
    yield f"DTSTAMP:{_moment(at)}"
    yield f"DTSTART:{_moment(day.starts_at)}"
    yield f"DTEND:{_moment(day.ends_at)}"
    yield f"SEQUENCE:{int(at.timestamp()) // 60 % 2**31}"
    yield f"SUMMARY:{_text(f'{workshop.title_id} – {one.stage.title_id}')}"
    if one.stage.venue:
        yield f"LOCATION:{_text(one.stage.venue)}"
    yield f"DESCRIPTION:{_text(topics)}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    """Commas, semicolons, backslashes and line breaks, escaped as the format asks."""
    kept = words.replace("\r", "").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return kept.replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Never inside a character: a line is counted in octets."""
    part = ""
    for character in line:
        if len((part + character).encode()) > WIDTH:
            yield part
            part = " "
        part += character
    yield part
