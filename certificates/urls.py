"""Addresses of certificates. /v/ is printed on paper and never moves."""

from django.urls import URLPattern, URLResolver, path

from certificates.views import verify

app_name = "certificates"
urlpatterns: list[URLPattern | URLResolver] = [
    path("v/<slug:public_id>", verify.certificate_verify, name="certificate-verify"),
    path("v/<slug:public_id>.json", verify.certificate_facts, name="certificate-facts"),
]
