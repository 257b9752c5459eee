"""The stage `evidence` as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Its records and pages."""

    name = "saferplan.evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is due and where the stage stands to whoever collects it."""
        from saferplan.evidence import queries
        from saferplan.partnership.due import Provider, register

        register(Provider("evidence", due=queries.due, standing=queries.standing))
