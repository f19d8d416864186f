"""The pictures of a layout: each is made small as it comes in, and stays chosen while the rest of the
form is put right."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.rendering.artwork import make_small
from certificates.rules.artwork import BACKGROUND, CREST, PLACES, Artwork
from participants.errors import Refused
from participants.models import StoredFile

PREFIX = "artwork"
SALT = "certificates.artwork"
A_DAY = 24 * 3600
ACCEPT = "image/png,image/jpeg,image/webp,.png,.jpg,.jpeg,.webp"
LABELS = {
    BACKGROUND: _("Latar halaman depan"),
    CREST: _("Lambang daerah"),
    "logo_1": _("Logo pertama"),
    "logo_2": _("Logo kedua"),
    "logo_3": _("Logo ketiga"),
}
HELP = {
    BACKGROUND: _("Memenuhi kertas, menggantikan hiasan bentuknya. Sebaiknya berukuran kertas."),
    CREST: _("Menggantikan perisai polos. Sebaiknya PNG dengan dasar tembus pandang."),
}


class ArtworkField(forms.FileField):
    """Cleans to ``Artwork``, looked at and made small in a process of its own."""

    def __init__(self, place: str, **options: Any) -> None:
        self.place = place
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPT}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return make_small(upload, self.place)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


class PictureForm(forms.Form):
    """One place: a file, whether to take the picture away, and which one was handed in before (a
    signed name, so that nobody shows a file that is not theirs)."""

    def __init__(
        self, data: Any, files: Any, *, place: str, user: Any, now: StoredFile | None = None
    ) -> None:
        super().__init__(data, files, prefix=f"{PREFIX}-{place}")
        self.place, self.user, self.before = place, user, now
        self.fields["file"] = ArtworkField(
            place, label=LABELS[place], help_text=HELP.get(place, ""), required=False
        )
        self.fields["away"] = forms.BooleanField(label=_("Lepas gambar ini"), required=False)
        self.fields["kept"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.shown = self._handed_in_before() or now

    def _handed_in_before(self) -> StoredFile | None:
        said = self.data.get(self.add_prefix("kept"), "") if self.is_bound else ""
        try:
            token = signing.loads(said, salt=SALT, max_age=A_DAY) if said else {}
        except signing.BadSignature:
            return None
        if (token.get("place"), token.get("user")) != (self.place, self.user.pk):
            return None
        return StoredFile.objects.filter(public_id=token["file"]).first()

    @property
    def made(self) -> Artwork | None:
        """What was handed in now, and was good."""
        found = self.cleaned_data.get("file") if self.is_bound and self.is_valid() else None
        return found if isinstance(found, Artwork) else None

    def keep(self, stored: StoredFile) -> None:
        """From now on it is this file that the layout shows."""
        self.shown = stored

    @property
    def picture(self) -> StoredFile | None:
        """What the layout is to show; nothing where it was taken away."""
        if self.is_bound and self.data.get(self.add_prefix("away")) and not self.made:
            return None
        return self.shown

    @property
    def token(self) -> str:
        if self.shown is None or self.shown == self.before:
            return ""
        said = {"place": self.place, "user": self.user.pk, "file": self.shown.public_id}
        return signing.dumps(said, salt=SALT)

    @property
    def kilobytes(self) -> int:
        return max(1, round(self.shown.size / 1024)) if self.shown else 0


class ArtworkForms:
    """The five places of a layout."""

    def __init__(self, request: Any, *, template: Any = None) -> None:
        data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        self.forms = [
            PictureForm(
                data,
                files,
                place=place,
                user=request.user,
                now=getattr(template, place) if template else None,
            )
            for place in PLACES
        ]

    def __iter__(self) -> Any:
        return iter(self.forms)

    def is_valid(self) -> bool:
        checked = [
            form.is_valid() for form in self.forms
        ]  # every one, so that each says what is wrong
        return all(checked)

    @property
    def chosen(self) -> dict[str, StoredFile | None]:
        return {form.place: form.picture for form in self.forms}

    @property
    def any(self) -> bool:
        return any(self.chosen.values())
