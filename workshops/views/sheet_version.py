"""A version of a worksheet as an Excel form, to be read elsewhere or corrected and handed back."""

from typing import Any

from django.http import FileResponse, HttpResponse

from participants.errors import Reason, Refused
from participants.exporting.sheet import workbook_to_save
from participants.views.file import respond
from workshops.actions.submission import Body
from workshops.exporting.worksheet import form_of
from workshops.importing.worksheet import read_form
from workshops.models import Submission
from workshops.queries.worksheet import Sheet, faults_in
from workshops.rules.duty import worksheet_of
from workshops.rules.worksheets import pruned, tidy


def version_response(submission: Submission) -> FileResponse | HttpResponse:
    """The file of the version; of a worksheet, its Excel form."""
    if submission.file is not None:
        return respond(submission.file)
    duty = submission.duty
    worksheet = worksheet_of(duty.deliverable)
    body = form_of(
        worksheet,
        tidy(worksheet, submission.content)[0],
        duty=_key(submission),
        owner=duty.shown_as,
        occasion=duty.deliverable.stage.workshop.title_id,
    )
    return workbook_to_save(body, f"{worksheet.code}-v{submission.version}")


def sheet_response(sheet: Sheet, name: str, content: dict[str, Any] | None = None) -> HttpResponse:
    """The worksheet as an Excel form of ``name``, its owner; with ``content``, what was typed and is
    not on the page."""
    body = form_of(
        sheet.worksheet,
        content or sheet.content,
        duty=sheet.key,
        owner=name,
        occasion=sheet.owner.workshop.title_id,
        revision=sheet.revision,
        base=sheet.content,
    )
    return workbook_to_save(body, sheet.worksheet.code)


def corrected_body(submission: Submission, upload: Any) -> Body:
    """What an expert corrected in that form. Refused: form-file-missing, what the form is refused
    for, worksheet-has-faults, form-says-the-same."""
    if not upload:
        raise Refused(Reason("form-file-missing"))
    worksheet = worksheet_of(submission.duty.deliverable)
    upload.seek(0)
    read = read_form(upload, worksheet=worksheet, duty=_key(submission))
    content = pruned(worksheet, read.content)
    duty = submission.duty
    if wrong := faults_in(duty.deliverable, duty.owner, content):
        raise Refused(Reason("worksheet-has-faults", count=len(wrong)))
    if content == pruned(worksheet, submission.content or {}):
        raise Refused(Reason("form-says-the-same"))
    return Body(content=content)


def _key(submission: Submission) -> str:
    return f"versi.{submission.public_id}"
