"""Cetak simbolis: papers to hand over at the closing ceremony, before there is a certificate."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from certificates.actions.artwork import pictures_of
from certificates.actions.sheet import office_of
from certificates.models import Template
from certificates.rendering.symbolic import SymbolicSheet, pdf
from certificates.rules.look import Look
from participants.access import allow, is_logged_in
from participants.actions import audit
from workshops.access import managed_workshop
from workshops.models import Registration, Workshop

MOST = 60  # pages at once; a ceremony has a handful


class SymbolicForm(forms.Form):
    people = forms.MultipleChoiceField(label=_("Untuk siapa"), widget=forms.CheckboxSelectMultiple)
    template = forms.ModelChoiceField(
        Template.objects.none(), to_field_name="public_id", label=_("Templat"), empty_label=None
    )

    def __init__(self, *args, templates, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        self.fields["people"].choices = [  # type: ignore[attr-defined]
            (one.public_id, f"{one.printed_name} · {one.unit.shown_as}") for one in people
        ]

    def clean_people(self) -> list[str]:
        chosen = self.cleaned_data["people"]
        if len(chosen) > MOST:
            raise forms.ValidationError(
                _("Paling banyak %(most)s lembar sekaligus.") % {"most": MOST}
            )
        return chosen


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def symbolic_print(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whose papers; POST gives the PDF. No record, no number: only that it was printed is noted."""
    workshop = managed_workshop(request.user, public_id)
    people = list(
        Registration.objects.filter(workshop=workshop)
        .participants()
        .live()
        .select_related("unit")
        .order_by("unit__name", "printed_name", "pk")
    )
    templates = Template.objects.for_unit(workshop.unit)
    form = SymbolicForm(
        request.POST or None,
        templates=templates,
        people=people,
        initial={"template": templates.first()},
    )
    if request.method == "POST" and form.is_valid():
        return _paper(request, workshop, form, people)
    return render(
        request,
        "certificates/symbolic_print.html",
        {
            "workshop": workshop,
            "form": form,
            "people": len(people),
            "has_template": bool(templates),
        },
    )


def _paper(
    request: HttpRequest, workshop: Workshop, form: SymbolicForm, people: list[Registration]
) -> HttpResponse:
    at = timezone.now()
    template: Template = form.cleaned_data["template"]
    chosen = [one for one in people if one.public_id in form.cleaned_data["people"]]
    stages = list(workshop.stages.order_by("order", "pk"))
    government, organiser = office_of(template, workshop.unit)
    english = template.language == "en"
    today = workshop.unit.localdate(at)
    content = pdf(
        SymbolicSheet(
            names=[(one.printed_name, one.unit.name) for one in chosen],
            government=government,
            organiser=organiser,
            title=(english and workshop.title_en) or workshop.title_id,
            started_on=min((stage.starts_on for stage in stages), default=today),
            ended_on=max((stage.ends_on for stage in stages), default=today),
            language=template.language,
            look=Look.of(template.look),
            **pictures_of(template),
        ),
        at=at,
    )
    audit.reading(
        "certificates.certificate.printed_symbolic",
        workshop,
        by=request.user,  # type: ignore[arg-type]
        at=at,
        count=len(chosen),
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="simbolis-{workshop.public_id}.pdf"'
    return answer
