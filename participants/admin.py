"""Looking only: what actions own is changed by actions (blueprint §9.8). Secrets are not shown."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

HIDDEN = {
    "identifier": ("lookup", "sealed"),
    "importrow": ("values", "faults", "changes"),
    "user": ("password",),
}


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows; adds, changes and deletes nothing, whoever asks."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


for _model in apps.get_app_config("participants").get_models():
    admin.site.register(
        _model,
        type(
            f"{_model.__name__}Admin",
            (ReadOnlyAdmin,),
            {"exclude": HIDDEN.get(_model._meta.model_name or "", ())},
        ),
    )
if admin.site.is_registered(Group):
    admin.site.unregister(Group)  # nobody's rights come from groups here
