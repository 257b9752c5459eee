"""The stage `scrutiny` as a Django app."""

from django.apps import AppConfig


class ScrutinyConfig(AppConfig):
    """Its records and pages; it tells the partnership which answers are due and when the committee met."""

    name = "saferplan.scrutiny"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saferplan.partnership.due import Provider, register
        from saferplan.scrutiny import queries

        register(
            Provider(
                "scrutiny",
                due=queries.due,
                evidence=queries.evidence,
                standing=queries.standing,
                deeds={
                    "scrutiny.recommend": "made a recommendation",
                    "scrutiny.answer": "answered a recommendation",
                    "scrutiny.correct_answer": "corrected the answer to a recommendation",
                },
            )
        )
