"""A long number in a list."""

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe


def breakable(number: str) -> SafeString:
    """A certificate's or letter's number that may go on in the next line after a slash."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in number.split("/")))
