"""The stage `assessment` as a Django app."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Its records and pages."""

    name = "saferplan.assessment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is due and where the stage stands to whoever collects it."""
        from saferplan.assessment import queries
        from saferplan.partnership.due import Provider, register

        register(Provider("assessment", due=queries.due, evidence=queries.shown, standing=queries.standing))
