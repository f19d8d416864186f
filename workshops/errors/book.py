"""Words of the masterplan's volumes."""

from django.utils.translation import gettext_lazy as _

from participants.errors import declare

declare({"book-nothing-chosen": _("Pilih paling sedikit satu buku.")})
