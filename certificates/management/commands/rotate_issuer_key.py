"""``manage.py rotate_issuer_key``: a new key signs credentials; the one before goes on verifying."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from certificates.actions.credential import rotate_key
from participants.models import User


class Command(BaseCommand):
    help = "Makes a new key for Open Badges credentials and retires the one before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--lost",
            action="store_true",
            help="the key before was lost to somebody: what it signed verifies no more",
        )

    def handle(self, *_args: Any, lost: bool, **_options: Any) -> None:
        key = rotate_key(by=User.objects.system(), at=timezone.now(), lost=lost)
        self.stdout.write(key.public)
