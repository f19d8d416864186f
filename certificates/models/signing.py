"""Who signs electronically, by which means, and how far each paper's signatures are."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit, Role
from participants.models.ids import new_public_id
from participants.models.scope import access_of


class SigningMethod(models.TextChoices):
    OWN_KEY = "own-key", _("Berkas .p12 milik pejabat (PKCS#12)")
    BSRE_V1 = "bsre-v1", _("BSrE eSign v1")
    BSRE_V2 = "bsre-v2", _("BSrE eSign v2")
    SERVER_KEY = "server-key", _("Kunci di server (PKCS#12)")
    SEAL = "seal", _("Segel elektronik instansi (BSrE)")


# Their owner types a passphrase each time; the others sign in the worker.
PERSONAL = frozenset({SigningMethod.OWN_KEY, SigningMethod.BSRE_V1, SigningMethod.BSRE_V2})
BSRE = frozenset({SigningMethod.BSRE_V1, SigningMethod.BSRE_V2, SigningMethod.SEAL})


class SigningAccountQuerySet(models.QuerySet["SigningAccount"]):
    def editable_by(self, user: Any) -> Self:
        return self.filter(access_of(user).units_q("unit__path", {Role.ORGANISER}))

    def in_use(self) -> Self:
        return self.filter(retired_at=None)

    def for_units(self, units: Iterable[OrganisationUnit]) -> Self:
        """What layouts of these units may be signed by."""
        paths = set()
        for unit in units:
            steps = unit.path.rstrip(".").split(".")
            paths |= {".".join(steps[:count]) + "." for count in range(1, len(steps) + 1)}
        rows = self.in_use().filter(unit__path__in=paths)
        return rows.select_related("unit").order_by("name", "pk")

    def of_user(self, user: Any) -> Self:
        """What somebody with a login signs themselves."""
        return self.in_use().filter(user=user, method__in=PERSONAL).order_by("pk")

    def for_list(self) -> Self:
        return self.in_use().select_related("unit", "user").order_by("unit__name", "name", "pk")


class SigningAccount(models.Model):
    """An official (or an institution's seal) and the means to sign. No passphrase has a place here:
    ``key_sealed`` is the .p12 file as it came, ``nik_sealed`` what BSrE knows the official by.

    ``service`` names an entry of the operator's signing file (docs/operating.md): a key on the
    server, or a BSrE service. ``seal_sealed`` is the seal's running activation code.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    unit = models.ForeignKey(
        "participants.OrganisationUnit", models.PROTECT, related_name="signing_accounts"
    )
    name = models.CharField(_("nama penanda tangan"), max_length=200)
    method = models.CharField(_("cara menandatangani"), max_length=10, choices=SigningMethod)
    service = models.CharField(_("layanan atau kunci"), max_length=60, blank=True)
    user = models.ForeignKey(
        "participants.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signing_accounts",
        verbose_name=_("akun masuk"),
    )
    phone = models.CharField(_("nomor WhatsApp"), max_length=30, blank=True)
    key_sealed = models.TextField(blank=True)
    nik_sealed = models.CharField(max_length=160, blank=True)
    seal_sealed = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = SigningAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "method"],
                condition=models.Q(retired_at=None),
                name="certificates_signingaccount_one_in_use_of_a_name",
                violation_error_message=_("Unit ini sudah mempunyai penanda tangan itu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_method_display()})"

    @property
    def is_personal(self) -> bool:
        return self.method in PERSONAL


class SignerLinkQuerySet(models.QuerySet["SignerLink"]):
    def working(self, at: datetime) -> Self:
        return self.filter(valid_to__gte=at, revoked_at=None, account__retired_at=None)


class SignerLink(models.Model):
    """The address at which an official without an account signs; acts as a user row of its own. The
    token is kept sealed so that the office can send it again."""

    account = models.ForeignKey(SigningAccount, models.PROTECT, related_name="links")
    user = models.OneToOneField("participants.User", models.PROTECT, related_name="signer_link")
    lookup = models.CharField(max_length=64, unique=True)
    sealed = models.CharField(max_length=160)
    valid_to = models.DateTimeField(_("berlaku sampai"))
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SignerLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="certificates_signerlink_revoked_says_when_and_by_whom",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(revoked_at=None),
                name="certificates_signerlink_one_of_an_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.valid_to}"


class SignatureState(models.TextChoices):
    WAITING = "waiting", _("Menunggu")
    RUNNING = "running", _("Sedang ditandatangani")
    SIGNED = "signed", _("Sudah ditandatangani")
    FAILED = "failed", _("Gagal")
    DROPPED = "dropped", _("Tidak jadi")


# What may still be signed; a lease that ran out is a signing that died.
OPEN = (SignatureState.WAITING, SignatureState.RUNNING, SignatureState.FAILED)


class SignatureQuerySet(models.QuerySet["Signature"]):
    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def next_in_turn(self) -> Self:
        """Whose turn it is on its paper: nobody before it has still to sign."""
        before = self.model.objects.open().filter(
            certificate=models.OuterRef("certificate"), place__lt=models.OuterRef("place")
        )
        return self.open().filter(~models.Exists(before), certificate__state="prepared")

    def for_signing(self) -> Self:
        """In the order in which papers were prepared; what failed comes after what was not tried."""
        return self.next_in_turn().order_by("attempts", "certificate_id")


class Signature(models.Model):
    """One official's signature on one paper: what went in, what came out, and where it stands. The
    same signature is put on once, however often it is asked for."""

    certificate = models.ForeignKey(
        "certificates.Certificate", models.PROTECT, related_name="signatures"
    )
    place = models.PositiveSmallIntegerField(default=1)  # first or second official
    account = models.ForeignKey(SigningAccount, models.PROTECT, related_name="signatures")
    state = models.CharField(max_length=8, choices=SignatureState, default=SignatureState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    input_sha256 = models.CharField(max_length=64, blank=True)
    output_sha256 = models.CharField(max_length=64, blank=True)
    external_id = models.CharField(max_length=120, blank=True)  # id_dokumen of BSrE, while to fetch
    error = models.JSONField(default=list, blank=True)  # reasons as code and args
    document = models.ForeignKey(
        "participants.StoredFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        "participants.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "place"], name="certificates_signature_place_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="signed", signed_at__isnull=False, signed_by__isnull=False)
                | (~models.Q(state="signed") & models.Q(signed_at=None, signed_by=None)),
                name="certificates_signature_signed_says_when_and_by_whom",
            ),
        ]
        indexes = [
            # The signer's page: what waits for this account.
            models.Index(
                fields=["account", "state", "certificate"], name="signature_by_account_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}/{self.place}: {self.state}"


class SignatureAttempt(models.Model):
    """One try: written when it begins, closed with what came of it. Codes and hashes alone."""

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="tries")
    method = models.CharField(max_length=10, choices=SigningMethod)
    outcome = models.CharField(max_length=40, default="begun")  # "signed", or a reason's code
    input_sha256 = models.CharField(max_length=64)
    output_sha256 = models.CharField(max_length=64, blank=True)
    external_id = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("participants.User", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["signature", "id"], name="attempt_by_signature")]

    def __str__(self) -> str:
        return f"{self.signature_id}: {self.outcome}"
