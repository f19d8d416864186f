"""``manage.py recount``: every unit's totals counted anew, as of today; for every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from participants.actions.totals import recount
from participants.models import OrganisationUnit, User


class Command(BaseCommand):
    help = "Counts staff, JP and levels of every unit anew, as of today, and keeps them."

    def handle(self, *_args: Any, **_options: Any) -> None:
        at = timezone.now()
        root = OrganisationUnit.objects.filter(parent=None).order_by("pk").first()
        if root is None:
            self.stdout.write("There is no Pemda yet.")
            return
        found = recount(day=root.localdate(at), by=User.objects.system(), at=at)
        self.stdout.write(f"{len(found.people)} units counted.")
