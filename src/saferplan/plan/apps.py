"""The stage `plan` as a Django app."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Its records and pages; it tells the partnership what waits here and what was done."""

    name = "saferplan.plan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saferplan.partnership.due import Provider, register
        from saferplan.plan import queries

        provider = Provider(
            "plan",
            due=queries.due,
            evidence=queries.evidence,
            standing=queries.standing,
            deeds=queries.DEEDS,
        )
        register(provider)
