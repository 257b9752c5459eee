"""The stage `evaluation` as a Django app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Its records and pages; it tells the partnership which actions began without a registered evaluation."""

    name = "saferplan.evaluation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saferplan.evaluation import queries
        from saferplan.partnership.due import Provider, register

        register(Provider("evaluation", due=queries.due, standing=queries.standing))
