"""Addresses of certificates. /v/ is printed on paper, /.well-known/did.json and /kredensial/ are in
every credential: none of them moves."""

from django.urls import URLPattern, URLResolver, path

from certificates.views import (
    bundle,
    certificate,
    credential,
    followed,
    issue,
    progress,
    register,
    renew,
    revoke,
    signer,
    signing,
    symbolic,
    tell,
    template,
    verify,
    withdraw,
)

app_name = "certificates"
OF_A_BIMTEK = "bimtek/<slug:public_id>/sertifikat/"
urlpatterns: list[URLPattern | URLResolver] = [
    # The bare /t/<token> is an expert's or a signer's: project/urls.py tells which.
    path("t/<str:token>/tanda-tangan/", signing.signer_sign, name="signer-sign"),
    path(
        "t/<str:token>/tanda-tangan/<slug:certificate>/", signing.signer_paper, name="signer-paper"
    ),
    path("t/<str:token>", signing.signer_page, name="signer-page"),
    path("tanda-tangan/", signing.signing_desk, name="signing-desk"),
    path("tanda-tangan/kirim/", signing.signing_sign, name="signing-sign"),
    path("tanda-tangan/<slug:certificate>/", signing.signing_paper, name="signing-paper"),
    path("v/", verify.certificate_find, name="certificate-find"),
    path("v/<slug:public_id>", verify.certificate_verify, name="certificate-verify"),
    path("v/<slug:public_id>.json", verify.certificate_facts, name="certificate-facts"),
    path("v/<slug:public_id>/kredensial.json", credential.credential_json, name="credential-json"),
    path("v/<slug:public_id>/kredensial.jwt", credential.credential_jwt, name="credential-jwt"),
    path(".well-known/did.json", credential.did_document, name="did-document"),
    path("kredensial/status/<int:number>", credential.status_list, name="status-list"),
    path("sertifikat/kunci/", credential.key_list, name="key-list"),
    # One name, two lists: of one Bimtek, and of all of them.
    path(OF_A_BIMTEK, certificate.certificate_of_workshop, name="certificate-list"),
    path("sertifikat/", certificate.certificate_list, name="certificate-list"),
    path(OF_A_BIMTEK + "terbitkan/", issue.certificate_issue, name="certificate-issue"),
    path(OF_A_BIMTEK + "keterangan/", followed.followed_list, name="followed-list"),
    path(OF_A_BIMTEK + "simbolis/", symbolic.symbolic_print, name="symbolic-print"),
    path(OF_A_BIMTEK + "proses/", progress.progress_detail, name="progress-detail"),
    path(OF_A_BIMTEK + "ulangi/", progress.issuing_retry, name="issuing-retry"),
    path(OF_A_BIMTEK + "ulangi-tanda-tangan/", progress.signing_retry, name="signing-retry"),
    path(
        OF_A_BIMTEK + "penanda-tangan/<slug:account_id>/tautan/",
        progress.issuing_link,
        name="issuing-link",
    ),
    path(OF_A_BIMTEK + "pesan/", tell.certificate_tell, name="certificate-tell"),
    path(OF_A_BIMTEK + "pesan/<slug:notice_id>/", tell.holder_told, name="holder-told"),
    path(OF_A_BIMTEK + "susulan/", renew.certificate_renew, name="certificate-renew"),
    path(OF_A_BIMTEK + "zip/", bundle.certificate_zip, name="certificate-zip"),
    path(OF_A_BIMTEK + "zip/<slug:job>/", bundle.bundle_detail, name="bundle-detail"),
    path(OF_A_BIMTEK + "zip/<slug:job>/berkas/", bundle.bundle_file, name="bundle-file"),
    path(OF_A_BIMTEK + "jeda/", progress.issuing_pause, name="issuing-pause"),
    path(OF_A_BIMTEK + "lanjutkan/", progress.issuing_resume, name="issuing-resume"),
    path(
        OF_A_BIMTEK + "unduh/<slug:extension>/",
        certificate.certificate_export,
        name="certificate-export",
    ),
    path("sertifikat/penanda-tangan/", signer.signer_list, name="signer-list"),
    path("sertifikat/penanda-tangan/baru/", signer.signer_new, name="signer-new"),
    path(
        "sertifikat/penanda-tangan/<slug:account_id>/", signer.signer_detail, name="signer-detail"
    ),
    path(
        "sertifikat/penanda-tangan/<slug:account_id>/coba/", signer.signer_test, name="signer-test"
    ),
    path(
        "sertifikat/penanda-tangan/<slug:account_id>/tautan/",
        signer.signer_link,
        name="signer-link",
    ),
    path(
        "sertifikat/penanda-tangan/<slug:account_id>/berhenti/",
        signer.signer_retire,
        name="signer-retire",
    ),
    path("sertifikat/register/", register.register_list, name="register-list"),
    path("sertifikat/register/ketik-nomor/", register.register_block, name="register-block"),
    path("sertifikat/register/<slug:series>/pola/", register.register_edit, name="register-edit"),
    path(
        "sertifikat/register/<slug:series>/<int:year>/",
        register.register_detail,
        name="register-detail",
    ),
    path(
        "sertifikat/register/<slug:series>/<int:year>/unduh/<slug:extension>/",
        register.register_export,
        name="register-export",
    ),
    path(
        "sertifikat/register/<slug:series>/<int:year>/<int:ordinal>/batal/",
        register.number_void,
        name="number-void",
    ),
    path("sertifikat/templat/", template.template_list, name="template-list"),
    path("sertifikat/templat/baru/", template.template_new, name="template-new"),
    path("sertifikat/templat/pratinjau/", template.template_preview, name="template-preview"),
    path(
        "sertifikat/templat/gambar/<slug:place>/",
        template.template_artwork,
        name="template-artwork",
    ),
    path("sertifikat/templat/<slug:public_id>/", template.template_detail, name="template-detail"),
    path(
        "sertifikat/templat/<slug:public_id>/contoh/",
        template.template_sample,
        name="template-sample",
    ),
    path(
        "sertifikat/templat/<slug:public_id>/salin/", template.template_copy, name="template-copy"
    ),
    path(
        "sertifikat/templat/<slug:public_id>/buang/",
        template.template_discard,
        name="template-discard",
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
        "sertifikat/<slug:public_id>/batal/",
        withdraw.certificate_withdraw,
        name="certificate-withdraw",
    ),
    path(
        "sertifikat/<slug:public_id>/perbaiki/",
        revoke.certificate_correct,
        name="certificate-correct",
    ),
]
