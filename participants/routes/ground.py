"""The ground: the audit trail and background work."""

from django.urls import URLPattern, URLResolver, path

from participants.views import audit, job

urlpatterns: list[URLPattern | URLResolver] = [
    path("jejak/", audit.audit_list, name="audit-list"),
    path("jejak/unduh.<str:extension>", audit.export, name="audit-export"),
    path("pekerjaan/", job.job_list, name="job-list"),
    path("pekerjaan/<str:public_id>/", job.job_detail, name="job-detail"),
    path("pekerjaan/<str:public_id>/ulangi/", job.retry, name="job-retry"),
]
