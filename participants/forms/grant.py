"""Who may do what, and new accounts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit, Role

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class GrantForm(forms.Form):
    """The account is typed, not picked: nobody learns here who else has one."""

    username = forms.CharField(label=_("Nama pengguna"), max_length=64)
    role = forms.ChoiceField(label=_("Peran"), choices=Role.choices)
    unit = forms.ModelChoiceField(
        label=_("Pada unit"), queryset=OrganisationUnit.objects.none(), to_field_name="public_id"
    )
    with_subtree = forms.BooleanField(
        label=_("Termasuk unit di bawahnya"), required=False, initial=True
    )
    valid_from = forms.DateField(label=_("Berlaku mulai"), widget=DAY)
    valid_to = forms.DateField(label=_("Berlaku sampai"), widget=DAY, required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs.update(autocapitalize="none", autocomplete="off")
        self.fields["unit"].queryset = units

    def clean(self):
        given = super().clean() or {}
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Tanggal akhir mendahului tanggal awal."))
        return given


class AccountForm(forms.Form):
    """A new account; its first password is made by the system and shown once."""

    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,63}$",
        label=_("Nama pengguna"),
        help_text=_("Huruf kecil, angka, titik, dan tanda hubung; paling sedikit tiga."),
    )
    full_name = forms.CharField(label=_("Nama lengkap"), max_length=200)
    email = forms.EmailField(label=_("Surel"), required=False)
