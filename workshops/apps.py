from importlib import import_module

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("workshops.errors")  # every refusal has its words, whoever raises it
