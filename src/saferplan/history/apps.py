"""The history as a Django app."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """Events and the seal on them; no pages of its own."""

    name = "saferplan.history"
    default_auto_field = "django.db.models.BigAutoField"
