"""The stage `delivery` as a Django app."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Its records and pages; it tells the partnership what is due of each action."""

    name = "saferplan.delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saferplan.delivery import queries
        from saferplan.partnership.due import Provider, register

        register(Provider("delivery", due=queries.due, standing=queries.standing))
