"""Forms of the shell: logging in, and one's own account."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from participants.models import User


class LoginForm(AuthenticationForm):
    """Username, e-mail or NIP in one box; the backend finds out which."""

    error_messages = {
        "invalid_login": _(
            "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi."
        ),
        "inactive": _("Akun ini sedang dinonaktifkan. Hubungi pengelola sistem di instansi Anda."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.label = _("Nama pengguna, surel, atau NIP")
        name.widget.attrs.update(autocapitalize="none", autocomplete="username", spellcheck="false")
        name.widget.attrs.pop("autofocus", None)
        self.fields["password"].label = _("Kata sandi")


class AccountForm(forms.ModelForm):
    """What a person may change about their own account; the name as on papers belongs to HR."""

    class Meta:
        model = User
        fields = ["full_name", "email", "language"]
        widgets = {
            "language": forms.Select(choices=[("id", "Bahasa Indonesia"), ("en", "English")])
        }
        help_texts = {"email": _("Dapat dipakai untuk masuk. Boleh dikosongkan.")}


class PasswordForm(PasswordChangeForm):
    """Old password once, the new one twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Kata sandi sekarang")
        self.fields["old_password"].widget.attrs.pop("autofocus", None)
        self.fields["new_password1"].label = _("Kata sandi baru")
        self.fields["new_password1"].help_text = _(
            "Paling sedikit 10 huruf atau angka; tidak hanya angka, dan bukan yang lazim dipakai."
        )
        self.fields["new_password2"].label = _("Kata sandi baru, sekali lagi")
        self.fields["new_password2"].help_text = ""
