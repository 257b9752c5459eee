"""The stage `partnership` as a Django app."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Its records and pages; it says what is due from it as later stages do."""

    name = "saferplan.partnership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saferplan.partnership import queries
        from saferplan.partnership.due import Provider, register

        provider = Provider(
            "partnership",
            due=queries.due,
            evidence=queries.evidence,
            standing=queries.standing,
            addresses=queries.ADDRESSES,
        )
        register(provider)
