"""Addresses of certificates. /v/ is printed on paper and never moves."""

from django.urls import URLPattern, URLResolver, path

from certificates.views import certificate, issue, progress, renew, revoke, tell, template, verify

app_name = "certificates"
OF_A_BIMTEK = "bimtek/<slug:public_id>/sertifikat/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("v/<slug:public_id>", verify.certificate_verify, name="certificate-verify"),
    path("v/<slug:public_id>.json", verify.certificate_facts, name="certificate-facts"),
    # One name, two lists: of one Bimtek, and of all of them.
    path(OF_A_BIMTEK, certificate.certificate_of_workshop, name="certificate-list"),
    path("sertifikat/", certificate.certificate_list, name="certificate-list"),
    path(OF_A_BIMTEK + "terbitkan/", issue.certificate_issue, name="certificate-issue"),
    path(OF_A_BIMTEK + "proses/", progress.progress_detail, name="progress-detail"),
    path(OF_A_BIMTEK + "ulangi/", progress.issuing_retry, name="issuing-retry"),
    path(OF_A_BIMTEK + "pesan/", tell.certificate_tell, name="certificate-tell"),
    path(OF_A_BIMTEK + "pesan/<slug:notice_id>/", tell.holder_told, name="holder-told"),
    path(OF_A_BIMTEK + "susulan/", renew.certificate_renew, name="certificate-renew"),
    path(OF_A_BIMTEK + "zip/", certificate.certificate_zip, name="certificate-zip"),
    path(
        OF_A_BIMTEK + "unduh/<slug:extension>/",
        certificate.certificate_export,
        name="certificate-export",
    ),
    path("sertifikat/templat/", template.template_list, name="template-list"),
    path("sertifikat/templat/baru/", template.template_new, name="template-new"),
    path("sertifikat/templat/<slug:public_id>/", template.template_detail, name="template-detail"),
    path(
        "sertifikat/templat/<slug:public_id>/contoh/",
        template.template_sample,
        name="template-sample",
    ),
    path(
        "sertifikat/templat/<slug:public_id>/pensiun/",
        template.template_retire,
        name="template-retire",
    ),
    path("sertifikat/<slug:public_id>/", certificate.certificate_detail, name="certificate-detail"),
    path("sertifikat/<slug:public_id>/pdf/", certificate.certificate_file, name="certificate-file"),
    path(
        "sertifikat/<slug:public_id>/cabut/", revoke.certificate_revoke, name="certificate-revoke"
    ),
    path(
        "sertifikat/<slug:public_id>/perbaiki/",
        revoke.certificate_correct,
        name="certificate-correct",
    ),
]
