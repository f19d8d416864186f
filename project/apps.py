from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "project"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from project import checks  # noqa: F401, PLC0415 - registers the project's system checks
