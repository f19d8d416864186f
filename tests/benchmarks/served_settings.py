"""The settings of service for a server that a benchmark starts. Styles go by their plain names, since
hashing and packing them all takes longer than the benchmark, and no figure is of them."""

from project.settings import *
from project.settings import LOGGING, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
LOGGING["root"]["level"] = "ERROR"  # type: ignore[index] # a flood would be a line for each refusal
