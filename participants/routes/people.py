"""Units, people, what comes in from sheets, and who may do what."""

from django.urls import URLPattern, URLResolver, path

from participants.views import duplicate, grant, importing, matching, mending, person, unit

urlpatterns: list[URLPattern | URLResolver] = [
    path("impor/", importing.session_list, name="import-list"),
    path("impor/contoh/<str:kind>.xlsx", importing.template, name="import-template"),
    path("impor/ejaan-unit/", mending.spelling_list, name="import-spellings"),
    path(
        "impor/ejaan-unit/<str:public_id>/lupakan/",
        mending.spelling_forget,
        name="import-spelling-forget",
    ),
    path("impor/<str:public_id>/", importing.session_detail, name="import-detail"),
    path("impor/<str:public_id>/salah.xlsx", importing.wrong, name="import-wrong"),
    path("impor/<str:public_id>/kolom/", mending.columns, name="import-columns"),
    path("impor/<str:public_id>/unit/", mending.units, name="import-units"),
    path("impor/<str:public_id>/baris/<int:number>/", mending.row, name="import-row"),
    path("impor/<str:public_id>/urungkan/", importing.undo, name="import-undo"),
    path("impor/<str:public_id>/kemajuan/", importing.progress, name="import-progress"),
    path("impor/<str:public_id>/masukkan/", importing.commit, name="import-commit"),
    path("impor/<str:public_id>/batal/", importing.cancel, name="import-cancel"),
    path("unit/", unit.unit_list, name="unit-list"),
    path("unit/unduh.<str:form>", unit.export, name="unit-export"),
    path("unit/baru/", unit.create, name="unit-create"),
    path("unit/<str:public_id>/", unit.unit_detail, name="unit-detail"),
    path("unit/<str:public_id>/nama/", unit.rename, name="unit-rename"),
    path("unit/<str:public_id>/tutup/", unit.close, name="unit-close"),
    path("pegawai/", person.person_list, name="person-list"),
    path("pegawai/unduh.<str:form>", person.export, name="person-export"),
    path("pegawai/baru/", person.create, name="person-create"),
    path("pegawai/belum-dicocokkan/", matching.match_list, name="match-list"),
    path("pegawai/ganda/", duplicate.duplicate_list, name="duplicate-list"),
    path("pegawai/ganda/<str:first>/<str:second>/", duplicate.compare, name="duplicate-compare"),
    path(
        "pegawai/ganda/<str:first>/<str:second>/berbeda/", duplicate.differ, name="duplicate-differ"
    ),
    path("pegawai/penggabungan/", duplicate.merge_list, name="merge-list"),
    path("pegawai/penggabungan/<str:public_id>/pisahkan/", duplicate.part, name="merge-part"),
    path("pegawai/<str:public_id>/cocokkan/", matching.match, name="person-match"),
    path("pegawai/<str:public_id>/orang-baru/", matching.keep, name="person-keep"),
    path("pegawai/<str:public_id>/ubah/", person.change, name="person-change"),
    path("pegawai/<str:public_id>/penempatan/", person.employ, name="person-employ"),
    path("hak-akses/", grant.grant_list, name="grant-list"),
    path("hak-akses/unduh.<str:extension>", grant.export, name="grant-export"),
    path("hak-akses/beri/", grant.give, name="grant-give"),
    path("hak-akses/akun/", grant.make_account, name="account-create"),
    path("hak-akses/akhiri/", grant.end, name="grant-end"),
]
