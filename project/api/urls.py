"""Addresses of the API. Version 1 only ever gains fields; what breaks a reader becomes version 2."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from certificates.api.certificate import CertificateSet
from participants.api.person import PersonSet, UnitSet
from participants.api.training import TrainingSet
from project.api.problems import Unknown
from workshops.api.registration import AttendanceSet, RegistrationSet
from workshops.api.workshop import WorkshopSet

app_name = "api"
router = SimpleRouter()
router.register("units", UnitSet, basename="unit")
router.register("people", PersonSet, basename="person")
router.register("workshops", WorkshopSet, basename="workshop")
router.register("registrations", RegistrationSet, basename="registration")
router.register("attendance", AttendanceSet, basename="attendance")
router.register("certificates", CertificateSet, basename="certificate")
router.register("training-records", TrainingSet, basename="training")

urlpatterns = [
    path("v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("v1/", include(router.urls)),
    re_path("", Unknown.as_view(), name="unknown"),
]
