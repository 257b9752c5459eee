"""The stage `agreement` as a Django app."""

from django.apps import AppConfig


class AgreementConfig(AppConfig):
    """Its records and pages."""

    name = "saferplan.agreement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is due and where the agreement stands to whoever collects it."""
        from saferplan.agreement import queries
        from saferplan.partnership.due import Provider, register

        register(
            Provider(
                "agreement",
                due=queries.due,
                standing=queries.standing,
                deeds={
                    "agreement.begin_agreement": "began the county’s agreement",
                    "agreement.bring_release": "brought a release into the county’s agreement",
                    "agreement.share_priority": "shared a priority across the county",
                    "agreement.change_shared": "changed a shared priority",
                },
                addresses={
                    "agreement.BroughtRelease": queries.address_of_release,
                    "agreement.Agreement": queries.address_of_release,
                    "agreement.SharedPriority": queries.address_of_release,
                },
            )
        )
