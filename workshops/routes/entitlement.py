"""Who has a right to a certificate, and the closings that freeze it."""

from django.urls import URLPattern, path

from workshops.views import closing, entitlement

HERE = "bimtek/<slug:code>/hak/"
PERSON = f"{HERE}<slug:registration>/"

urlpatterns: list[URLPattern] = [
    path(HERE, entitlement.entitlement_list, name="entitlement-list"),
    path(
        f"{HERE}ekspor/<slug:extension>/", entitlement.entitlement_export, name="entitlement-export"
    ),
    path(PERSON, entitlement.entitlement_detail, name="entitlement-detail"),
    path(f"{PERSON}pengecualian/", entitlement.exemption_make, name="exemption-make"),
    path(
        f"{PERSON}pengecualian/<slug:exemption>/tarik/",
        entitlement.exemption_withdraw,
        name="exemption-withdraw",
    ),
    path(
        "bimtek/<slug:code>/penutupan/tahap/<slug:stage>/", closing.stage_close, name="stage-close"
    ),
    path(
        "bimtek/<slug:code>/penutupan/tahap/<slug:stage>/buka/",
        closing.stage_reopen,
        name="stage-reopen",
    ),
]
