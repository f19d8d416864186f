"""A search for what must be nowhere: through every table, every log line and every file that was kept."""

import json
import logging
from pathlib import Path

from django.apps import apps
from django.core.cache import cache
from django.db import connection


class Heard(logging.Handler):
    """Every line of every logger, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record) + repr(record.args))


def found_in_database(*secrets: str) -> list[str]:
    """Tables in which one of the words stands, in clear."""
    found = []
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    tables |= set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            text = repr(cursor.fetchall())
            found += [table for secret in secrets if secret in text]
    return found


def found_in_cache(*secrets: str) -> list[str]:
    text = json.dumps({str(key): str(cache.get(key)) for key in getattr(cache, "_cache", {})})
    return [secret for secret in secrets if secret in text]


def found_in_files(folder: Path, *secrets: str) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [path.name for secret in secrets if secret.encode() in content]
    return found
