"""Makers for the pages behind links: tokens, deliverables, uploads."""

import itertools
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import NOW, make_system, make_workshop
from tests.participants.uploads import office
from workshops.actions.deliverable import open_duty
from workshops.actions.link import Target, issue_expert_link, issue_links
from workshops.actions.submission import Body, submit
from workshops.models import (
    Deliverable,
    Duty,
    Group,
    Invitation,
    Link,
    LinkKind,
    Registration,
    Stage,
    Submission,
    Workshop,
)

_made = itertools.count()


def make_link(of: Invitation | Registration) -> Link:
    """The working link of a unit or a participant."""
    is_unit = isinstance(of, Invitation)
    target = Target(str(of.unit), invitation=of) if is_unit else Target(str(of), registration=of)
    return issue_links(
        workshop=of.workshop,
        kind=LinkKind.UNIT if is_unit else LinkKind.PARTICIPANT,
        targets=[target],
        by=make_system(),
        at=NOW,
    )[0]


def make_expert_link(workshop: Workshop, name: str = "Ahli Satu") -> Link:
    return issue_expert_link(workshop=workshop, name=name, by=make_system(), at=NOW)


def make_deliverable(stage: Stage | None = None, **fields: Any) -> Deliverable:
    stage = stage or make_workshop().stages.get()
    fields.setdefault("title_id", "Lembar kerja")
    fields.setdefault("order", stage.deliverables.count() + 1)
    fields.setdefault("due_on", date(2026, 12, 4))
    return Deliverable.objects.create(stage=stage, **fields)


def make_duty(deliverable: Deliverable, owner: Invitation | Group) -> Duty:
    return open_duty(deliverable=deliverable, owner=owner, by=make_system(), at=NOW)


def hand_in(
    deliverable: Deliverable,
    owner: Invitation | Group,
    body: Body | None = None,
    at: datetime = NOW,
    **told: Any,
) -> Submission:
    """The owner's next version: a small Word file unless the body is given."""
    duty = make_duty(deliverable, owner)
    return submit(duty=duty, body=body or Body(upload()), by=make_system(), at=at, **told)


def upload(content: bytes = b"", name: str = "lembar.docx") -> SimpleUploadedFile:
    """A small Word file, another one each time, unless the content is given; the name promises
    nothing."""
    return SimpleUploadedFile(
        name, content or office("word/document.xml", b"<Types><!--%d--></Types>" % next(_made))
    )
