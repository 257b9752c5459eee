"""The site itself as a Django app: its templates and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Holds no records yet."""

    name = "saferplan.web"
