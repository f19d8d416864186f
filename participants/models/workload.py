"""What the need of a planned post rests on (ABK): its tasks with volume and time norm."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .staffing import PlannedPost


class Workload(models.Model):
    """The basis of one planned post's kebutuhan. It proposes a figure and sets none."""

    planned_post = models.OneToOneField(PlannedPost, models.CASCADE, related_name="workload")
    hours_a_year = models.DecimalField(
        _("jam kerja efektif setahun"), max_digits=6, decimal_places=1, default=1250
    )
    source = models.CharField(_("sumber data"), max_length=300)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hours_a_year__gte=500, hours_a_year__lte=3000),
                name="participants_workload_hours_are_those_of_a_year",
                violation_error_message=_("Jam kerja efektif setahun antara 500 dan 3.000."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.planned_post}"


class WorkloadTask(models.Model):
    """One task: so many results a year, each taking so many minutes."""

    workload = models.ForeignKey(Workload, models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    task = models.CharField(_("uraian tugas"), max_length=300)
    output = models.CharField(_("hasil kerja"), max_length=120, blank=True)
    volume = models.DecimalField(_("volume setahun"), max_digits=12, decimal_places=2)
    minutes = models.DecimalField(_("norma waktu (menit)"), max_digits=10, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(volume__gte=0, minutes__gte=0),
                name="participants_workloadtask_is_not_negative",
                violation_error_message=_("Volume dan norma waktu tidak boleh negatif."),
            ),
            models.UniqueConstraint(
                fields=["workload", "position"],
                name="participants_workloadtask_one_at_a_position",
            ),
        ]

    def __str__(self) -> str:
        return self.task
