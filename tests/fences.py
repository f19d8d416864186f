"""What no test may do unnoticed: reach the network, or print a variable nobody gave."""

import ipaddress
import socket
from pathlib import Path

from django.conf import settings
from django.template import base
from django.template.base import FilterExpression, VariableDoesNotExist
from django.templatetags.i18n import BlockTranslateNode


class NetworkTouched(Exception):
    """A test tried to leave this machine."""


class UndefinedVariable(Exception):
    """One of our templates prints a variable that its view or include did not give."""


def close_sockets() -> None:
    """Let sockets connect to this machine alone."""
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _only_loopback(getattr(socket.socket, name)))


def _only_loopback(connect):
    def fenced(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_loopback(address[0]):
            raise NetworkTouched(f"A test tried to reach {address[0]}:{address[1]}.")
        return connect(self, address)

    return fenced


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_undefined_variables() -> None:
    """Make ``{{ nothing }}`` an error in templates of this checkout; those of packages may.

    A template that means "perhaps given" says so: ``{% if it %}`` or ``{{ it|default:"" }}``.
    """
    base.FilterExpression = FencedExpression
    first_render = BlockTranslateNode.render

    def render(self, context, nested=False):  # noqa: FBT002 - Django's signature
        if not nested and _is_ours(self.origin):
            names = [token.contents for token in (*self.singular, *self.plural) if _is_var(token)]
            given = {*self.extra_context, self.countervar}
            for name in names:
                if name not in given and name not in context:
                    raise UndefinedVariable(f"{self.origin.name}: {{{{ {name} }}}} in a sentence")
        return first_render(self, context, nested)

    BlockTranslateNode.render = render


class FencedExpression(FilterExpression):
    """What stands in ``{{ … }}`` or after ``with``; it knows the template it stands in."""

    def __init__(self, token, parser):
        super().__init__(token, parser)
        self.origin = getattr(parser, "origin", None)

    def resolve(self, context, ignore_failures=False):  # noqa: FBT002 - Django's signature
        if self.is_var and not ignore_failures and _is_ours(self.origin) and not _optional(self):
            try:
                self.var.resolve(context)
            except VariableDoesNotExist as missing:
                raise UndefinedVariable(f"{self.origin.name}: {{{{ {self.token} }}}}") from missing
        return super().resolve(context, ignore_failures)


def _is_ours(origin) -> bool:
    if origin is None:
        return False
    path = Path(str(origin.name))
    if not path.is_relative_to(settings.BASE_DIR):
        return False
    return path.relative_to(settings.BASE_DIR).parts[0] not in {".venv", "node_modules", "build"}


def _optional(expression: FilterExpression) -> bool:
    return bool(expression.filters) and expression.filters[0][0].__name__ == "default"


def _is_var(token) -> bool:
    return token.token_type.name == "VAR"
