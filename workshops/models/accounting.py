"""What accounting asks of every event, said once: what it is charged to, and who answers for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .workshop import Workshop


class Accounting(models.Model):
    """One Bimtek's sub kegiatan and rekening, and what its letters need of the office."""

    workshop = models.OneToOneField(Workshop, models.PROTECT, related_name="accounting")
    sub_activity_code = models.CharField(_("kode sub kegiatan"), max_length=40, blank=True)
    sub_activity_name = models.CharField(_("nama sub kegiatan"), max_length=250, blank=True)
    account_code = models.CharField(_("kode rekening"), max_length=40, blank=True)
    account_name = models.CharField(_("nama rekening"), max_length=250, blank=True)
    office_address = models.CharField(_("alamat pada kop surat"), max_length=250, blank=True)
    place = models.CharField(_("tempat surat ditandatangani"), max_length=80, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.workshop}: {self.sub_activity_code}"


class Office(models.TextChoices):
    """Who answers for the money and the papers of an event."""

    HEAD = "head", _("Penanda tangan surat (Kepala OPD)")
    KPA = "kpa", _("KPA/PPK")
    PPTK = "pptk", _("PPTK")
    TREASURER = "treasurer", _("Bendahara pengeluaran")
    CHAIR = "chair", _("Ketua panitia")
    NOTES = "notes", _("Notulis")


class Official(models.Model):
    """A snapshot: name, NIP, rank and post as they are printed, whoever holds the office later."""

    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="officials")
    office = models.CharField(_("kedudukan"), max_length=9, choices=Office)
    name = models.CharField(_("nama dan gelar"), max_length=200)
    nip = models.CharField(_("NIP"), max_length=18, blank=True)
    rank = models.CharField(_("pangkat/golongan"), max_length=60, blank=True)
    post = models.CharField(_("jabatan"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "office"], name="workshops_official_one_an_office"
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="workshops_official_has_a_name",
                violation_error_message=_("Isi namanya, atau kosongkan seluruh barisnya."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()}: {self.name}"
