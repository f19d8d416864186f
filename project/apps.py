from typing import TYPE_CHECKING, cast

from django.apps import AppConfig, apps

if TYPE_CHECKING:  # a second AppConfig in this module would keep Django from finding ours
    from django.contrib.staticfiles.apps import StaticFilesConfig

# Packages' scripts and styles that no page of ours loads, and some of which break the manifest.
UNUSED_STATIC = ["django_htmx", "django_tables2", "rest_framework"]


class ProjectConfig(AppConfig):
    name = "project"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from project import checks, deeds  # noqa: F401, PLC0415 - checks register themselves

        deeds.declare()

        staticfiles = cast("StaticFilesConfig", apps.get_app_config("staticfiles"))
        staticfiles.ignore_patterns = [*staticfiles.ignore_patterns, *UNUSED_STATIC]
