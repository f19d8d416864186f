from importlib import import_module

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("certificates.errors")  # every refusal has its words, whoever raises it
