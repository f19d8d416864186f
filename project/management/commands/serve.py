import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from project import serving


class Command(BaseCommand):
    help = "Runs the web server and the background worker together, until Ctrl+C or SIGTERM."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=int(settings.KNOBS["PORT"]))

    def handle(self, *args, host, port, **options):
        if not serving.port_is_free(host, port):
            raise CommandError(
                _(
                    "Port %(port)s sudah dipakai. Pilih yang lain, misalnya: PORT=%(other)s make demo"
                )
                % {"port": port, "other": port + 1}
            )
        exit_code = serving.supervise(
            web=serving.web_command(host=host, port=port),
            worker=[sys.executable, "manage.py", "worker"],
            folder=settings.BASE_DIR,
            ready=lambda: serving.answers(host, port),
            say_ready=lambda: self.say(
                _("Bimtek berjalan di %(address)s. Ctrl+C menghentikannya.")
                % {"address": _address(host, port)}
            ),
            say_restart=lambda code: self.say(
                _("Pekerja latar berhenti (kode %(code)s) dan dijalankan lagi.") % {"code": code}
            ),
        )
        if exit_code:
            raise CommandError(_("Server web berhenti sendiri (kode %s).") % exit_code)

    def say(self, line):
        print(line, flush=True)


def _address(host: str, port: int) -> str:
    """What a person types: on every interface, the one that the QR codes carry."""
    everywhere = host == "0.0.0.0"  # noqa: S104 - compared, not bound
    return settings.PUBLIC_URL if everywhere else f"http://{host}:{port}"
