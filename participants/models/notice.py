"""What we tell people: an outbox, worded when it is shown or sent."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .ids import new_public_id
from .merging import OnMerge


class NoticeChannel(models.TextChoices):
    WHATSAPP = "whatsapp", _("WhatsApp")
    EMAIL = "email", _("Surel")
    PRINT = "print", _("Cetak")
    PAGE = "page", _("Di aplikasi")


class NoticeState(models.TextChoices):
    READY = "ready", _("Siap dikirim")
    SENT = "sent", _("Sudah dikirim")
    DROPPED = "dropped", _("Tidak jadi dikirim")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def ready(self) -> Self:
        return self.filter(state=NoticeState.READY).order_by("created_at", "pk")

    def about(self, kind: str, object_id: str) -> Self:
        return self.filter(about_kind=kind, about_id=object_id).order_by("created_at", "pk")


class Notice(models.Model):
    """A message to one unit or person: a code and ids, no text, no name, no link.

    The owner of ``code`` words it in ``language`` at the moment it is shown or handed over.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    code = models.CharField(max_length=60)  # "workshops.invitation"
    channel = models.CharField(max_length=10, choices=NoticeChannel)
    language = models.CharField(max_length=2, default="id")
    unit = models.ForeignKey(
        "participants.OrganisationUnit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
    )
    person = models.ForeignKey(
        "participants.Person", models.PROTECT, null=True, blank=True, related_name="notices"
    )
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=NoticeState, default=NoticeState.READY)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    on_merge = {"person": OnMerge.MOVE}

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None, sent_by=None)
                | models.Q(sent_at__isnull=False, sent_by__isnull=False),
                name="participants_notice_sent_says_when_and_by_whom",
            )
        ]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="notice_by_object")]

    def __str__(self) -> str:
        return f"{self.code} ({self.state})"
