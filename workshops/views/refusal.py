"""A refusal shown where the person typed, so that nothing of it is lost."""

from django import forms

from participants.errors import Refused


def show_on(form: forms.Form, refusal: Refused) -> None:
    """Puts each reason on the form, in the reader's language."""
    for reason in refusal.reasons:
        form.add_error(None, str(reason))
