"""The stage `voice` as a Django app."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """Its records and pages."""

    name = "saferplan.voice"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is due and where the stage stands to whoever collects it."""
        from saferplan.partnership.due import Provider, register
        from saferplan.voice import queries

        register(Provider("voice", due=queries.due, standing=queries.standing))
