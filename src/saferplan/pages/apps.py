"""The ground of the pages as a Django app, so that its tags and templates are found."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Holds no records of its own."""

    name = "saferplan.pages"
