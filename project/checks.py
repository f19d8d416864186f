"""System checks: nothing reaches a view undecided."""

from collections.abc import Iterator

from django.core.checks import Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

# Views of others that decide by themselves, by the module they come from.
EXCUSED = {
    "django.contrib.admin": "asks has_permission() for is_staff on every page",
    "django.contrib.contenttypes.views.shortcut": "mounted by the admin, inside its has_permission()",
    "django.views.generic.base.RedirectView": "the admin's old addresses lead to its new ones",
    "drf_spectacular": "DRF permission classes; the schema names no person",
    "rest_framework": "DRF permission classes, IsAuthenticated by default",
    "django.contrib.staticfiles": "serves static files while DEBUG is on",
    "django.views.static": "serves static files while DEBUG is on",
}


@register(Tags.security)
def every_view_states_who_may_see_it(app_configs, **kwargs):
    return [
        Error(
            f"{pattern.lookup_str} states no access rule.",
            hint="Decorate it with @allow(rule) or @anyone(because=...).",
            id="project.E001",
        )
        for pattern in patterns(get_resolver().url_patterns)
        if not hasattr(pattern.callback, "access_rule") and not _is_excused(pattern)
    ]


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address of the tree, however deep."""
    for entry in found:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        else:
            yield entry


def _is_excused(pattern: URLPattern) -> bool:
    view = pattern.callback
    # A DRF view is a class of ours that carries its permission classes.
    if getattr(getattr(view, "cls", None), "permission_classes", None):
        return True
    inner = getattr(view, "__wrapped__", view)
    modules = {view.__module__, inner.__module__, pattern.lookup_str}
    return any(module.startswith(name) for module in modules for name in EXCUSED)
