"""``manage.py make_pemda``: the root of a region's tree, which no page makes; once for each region."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from participants.actions.unit import create_unit
from participants.errors import Refused
from participants.models import OrganisationUnit, TimeZone, UnitKind, User


class Command(BaseCommand):
    help = "Adds a Pemda with its time zone and its own words; the rest is done on its pages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help='such as "Kabupaten Bantul"')
        parser.add_argument("--zone", required=True, choices=TimeZone.names)
        parser.add_argument("--short-name", default="")
        parser.add_argument(
            "--word",
            action="append",
            default=[],
            metavar="USUAL=OWN",
            help="kecamatan=kapanewon; may be repeated",
        )

    def handle(
        self, *_args: Any, name: str, zone: str, short_name: str, word: list[str], **_options: Any
    ) -> None:
        if OrganisationUnit.objects.filter(kind=UnitKind.PEMDA, name__iexact=name).exists():
            raise CommandError(f"{name} is there already.")
        if odd := [pair for pair in word if "=" not in pair]:
            raise CommandError(f"--word takes usual=own, not {odd[0]}.")
        try:
            unit = create_unit(
                parent=None,
                kind=UnitKind.PEMDA,
                name=name,
                short_name=short_name,
                timezone=TimeZone[zone],
                words=dict(pair.split("=", 1) for pair in word),
                by=User.objects.system(),
                at=timezone.now(),
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{unit.name} ({zone})")
