from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from project import lan


class Command(BaseCommand):
    help = "Serves the demo on the local network over HTTPS, for trying the door on a phone."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8443")

    def handle(self, *args, port, **options):
        folder = Path(settings.DATA_DIR) / "lan"
        lan.begin(at=timezone.now(), port=port, folder=folder)
