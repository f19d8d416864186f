"""What the web server calls."""

import gc
import os
from importlib import import_module
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")


class Request(WSGIRequest):
    """A request in UTF-8, whatever it says of itself.

    Django would take any codec that Python has from ``Content-Type: …; charset=``: some decode no
    text and raise before the first middleware, others make text that no database takes.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(
                meta.get("CONTENT_TYPE", "")
            )
        except ValueError:  # longer than any
            self.content_type, self.content_params = "", {}


class Handler(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
application = Handler()

# Everything loaded so far lives as long as the process. Kept out of the collector's sight, a full
# collection takes a few milliseconds instead of holding up one request in a hundred for 150.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
