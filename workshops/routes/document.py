"""Papers, their templates, what accounting needs, changed dates, the file of a stage, the registers."""

from django.urls import URLPattern, path

from workshops.views.document import accounting, letters, move, overview, spj, template

HERE = "bimtek/<slug:code>/dokumen/"
STAGE = HERE + "tahap/<slug:stage>/"
TEMPLATE = HERE + "templat/<slug:document>/"

urlpatterns: list[URLPattern] = [
    path(HERE, overview.document_list, name="document-list"),
    path(HERE + "anggaran/", accounting.accounting_edit, name="accounting-edit"),
    path(HERE + "naskah/<slug:document>/", overview.document_whole, name="document-whole"),
    path(HERE + "nomor-sk/<slug:document>/", letters.document_letter, name="document-letter"),
    path(STAGE + "nomor/<slug:document>/", letters.document_letter, name="document-stage-letter"),
    path(STAGE + "spt/<slug:unit_id>/", overview.document_unit, name="document-unit"),
    path(STAGE + "spj/", spj.spj_make, name="spj-make"),
    path(STAGE + "spj/<slug:job>/", spj.spj_detail, name="spj-detail"),
    path(STAGE + "spj/<slug:job>/berkas/", spj.spj_file, name="spj-file"),
    path(
        STAGE + "naskah/<slug:document>/<slug:suffix>/",
        overview.document_file,
        name="document-file",
    ),
    path(HERE + "perubahan/<slug:move>/", move.move_detail, name="move-detail"),
    path(HERE + "perubahan/<slug:move>/ralat/", overview.move_file, name="move-file"),
    path(HERE + "templat/", template.template_list, name="template-list"),
    path(HERE + "templat/versi/<slug:version>/pakai/", template.template_use, name="template-use"),
    path(TEMPLATE, template.template_detail, name="template-detail"),
    path(TEMPLATE + "unduh/", template.template_file, name="template-file"),
    path(TEMPLATE + "contoh/", template.template_sample, name="template-sample"),
    path(TEMPLATE + "bawaan/", template.template_shipped, name="template-shipped"),
    path("surat/berkas/<slug:letter>/", letters.office_letter_file, name="office-letter-file"),
    path("surat/batal/<slug:letter>/", letters.letter_void, name="office-letter-void"),
    path("surat/<slug:direction>/", letters.letter_register, name="office-letter-list"),
    path("surat/<slug:direction>/baru/", letters.letter_add, name="office-letter-new"),
    path("surat/<slug:direction>/pola/", letters.letter_pattern, name="office-letter-pattern"),
    path("surat/<slug:direction>/cetak/", letters.letter_print, name="office-letter-print"),
    path(
        "surat/<slug:direction>/ekspor/<slug:extension>/",
        letters.letter_export,
        name="office-letter-export",
    ),
]
