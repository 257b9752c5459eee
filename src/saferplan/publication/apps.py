"""The stage `publication` as a Django app."""

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """Its records and pages."""

    name = "saferplan.publication"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is due, what is shown and where the stage stands to whoever collects it."""
        from saferplan.partnership.due import Provider, register
        from saferplan.publication import queries

        register(
            Provider(
                "publication",
                due=queries.due,
                evidence=queries.evidence,
                standing=queries.standing,
                deeds={
                    "publication.prepare": "prepared a release",
                    "publication.approve": "published a release",
                    "publication.withdraw": "withdrew a release",
                },
                addresses={"publication.Release": queries.address_of_release},
            )
        )
