from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from project import assets


class Command(BaseCommand):
    help = "Copies the third-party CSS, JavaScript, icons and fonts the pages need into build/."
    requires_system_checks = ()

    def handle(self, *args, **options):
        try:
            made = assets.build(base=settings.BASE_DIR)
        except assets.AssetMissing as missing:
            raise CommandError(str(missing)) from missing
        print("build/ is filled." if made else "build/ is up to date.")
