"""Files people hand in and files we make: private, hashed, of a checked type."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id


def storage_path(stored: "StoredFile", _name: str) -> str:
    """Where a file lies: by its random id alone, never by what the person called it."""
    return f"{stored.public_id[:2]}/{stored.public_id}"


class StoredFile(models.Model):
    """A file with its checked type, size in bytes and SHA-256. ``unit`` is its owner's scope;
    who may read it is decided by the page of the thing it belongs to."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("nama berkas"), max_length=120)
    content = models.FileField(upload_to=storage_path, max_length=60)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    unit = models.ForeignKey("participants.OrganisationUnit", models.PROTECT, related_name="files")
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.name

    def age(self, at: datetime) -> float:
        """Seconds since it was stored."""
        return (at - self.stored_at).total_seconds()
