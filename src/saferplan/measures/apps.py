"""The stage `measures` as a Django app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Its pages; it keeps no records."""

    name = "saferplan.measures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is due and where the stage stands to whoever collects it."""
        from saferplan.measures import queries
        from saferplan.partnership.due import Provider, register

        register(Provider("measures", due=queries.due, standing=queries.standing))
