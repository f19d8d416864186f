"""Surat keterangan for who came part of the way."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from certificates import queries
from certificates.actions.followed import certify_followed
from certificates.models import Template
from certificates.queries.followed import Follower, followers
from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.access import managed_workshop
from workshops.models import Workshop, WorkshopState

EXAMPLE = "800.2.3/{urut:03}/KET/DISKOMINFO/{tahun}"
AT_ONCE = 20  # letters a press makes


class FollowedForm(forms.Form):
    """For whom, on which layout, and how numbered."""

    people = forms.MultipleChoiceField(label=_("Untuk siapa"), widget=forms.CheckboxSelectMultiple)
    template = forms.ModelChoiceField(
        Template.objects.none(),
        to_field_name="public_id",
        label=_("Kop dan penanda tangan"),
        empty_label=None,
    )
    issued_on = forms.DateField(
        label=_("Tanggal penetapan"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    pattern = forms.CharField(
        label=_("Pola nomor"),
        max_length=120,
        help_text=_("Register surat keterangan, terpisah dari register sertifikat."),
    )

    def __init__(self, *args, templates, waiting: list[Follower], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (one.entitlement.public_id, f"{one.name} · {one.unit} · {one.jp} JP") for one in waiting
        ]


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def followed_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who may get one, and who has one; POST makes those that were ticked."""
    workshop = managed_workshop(request.user, public_id)
    people = followers(workshop)
    waiting = [one for one in people if one.letter is None]
    templates = Template.objects.for_unit(workshop.unit)
    series = queries.register_of(workshop.unit, queries.FOLLOWED)
    form = FollowedForm(
        request.POST or None,
        templates=templates,
        waiting=waiting,
        initial={
            "issued_on": workshop.unit.localdate(timezone.now()),
            "pattern": series.pattern if series else EXAMPLE,
            "template": templates.first(),
        },
    )
    if request.method == "POST" and form.is_valid():
        if _make(request, form, waiting):
            return redirect("certificates:followed-list", public_id)
        people = followers(workshop)
    return render(
        request,
        "certificates/followed_list.html",
        {
            "workshop": workshop,
            "closed": workshop.state == WorkshopState.CLOSED,
            "form": form,
            "waiting": waiting,
            "made": [one for one in people if one.letter is not None],
            "has_template": bool(templates),
            "counts": _counts(workshop),
        },
    )


def _counts(workshop: Workshop) -> bool:
    closing = workshop.closings.standing().of_whole().select_related("rule").first()
    return bool(closing and closing.rule.followed_counts)


def _make(request: HttpRequest, form: FollowedForm, waiting: list[Follower]) -> bool:
    """Makes them one by one; whether all of them could be."""
    asked, made, refused = form.cleaned_data, 0, False
    for one in [one for one in waiting if one.entitlement.public_id in asked["people"]][:AT_ONCE]:
        try:
            certify_followed(
                entitlement=one.entitlement,
                template=asked["template"],
                pattern=asked["pattern"],
                issued_on=asked["issued_on"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, f"{one.name}: {refusal}")
            refused = True
        else:
            made += 1
    if made:
        text = ngettext(
            "%(count)s surat keterangan dibuat.", "%(count)s surat keterangan dibuat.", made
        )
        messages.success(request, text % {"count": made})
    return not refused
