"""The stage `priorities` as a Django app."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    """Its records and pages; it tells the partnership what waits here and what was done."""

    name = "saferplan.priorities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saferplan.partnership.due import Provider, register
        from saferplan.priorities import queries

        provider = Provider(
            "priorities",
            due=queries.due,
            evidence=queries.evidence,
            standing=queries.standing,
            deeds=queries.DEEDS,
        )
        register(provider)
