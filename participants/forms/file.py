"""A file that somebody uploads, looked at before any transaction begins."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from participants.errors import Refused
from participants.verification import examine

ENDINGS = {"jpg": ".jpg,.jpeg"}


class UploadField(forms.FileField):
    """``kinds``: keys of `rules/filetype.py`; ``most``: bytes. What it cleans carries its ``facts``,
    so that ``actions.file.store`` need not look again while others wait for its transaction."""

    def __init__(self, *, kinds: Collection[str], most: int, **options: Any) -> None:
        self.kinds, self.most = frozenset(kinds), most
        accept = ",".join(ENDINGS.get(kind, f".{kind}") for kind in sorted(kinds))
        options.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            try:
                upload.facts = examine(upload, allowed=self.kinds, max_bytes=self.most)
            except Refused as refusal:
                raise ValidationError(str(refusal)) from refusal
        return upload
