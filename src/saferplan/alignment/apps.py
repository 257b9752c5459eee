"""The stage `alignment` as a Django app."""

from django.apps import AppConfig


class AlignmentConfig(AppConfig):
    """Its records and pages; it tells the partnership what the crosswalk waits for."""

    name = "saferplan.alignment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saferplan.alignment import queries
        from saferplan.partnership.due import Provider, register

        register(
            Provider(
                "alignment",
                due=queries.due,
                standing=queries.standing,
                deeds={
                    "alignment.add_strategy": "added a strategy of another body",
                    "alignment.change_strategy": "changed a strategy of another body",
                    "alignment.add_aims": "added the aims of a strategy",
                    "alignment.change_aim": "mended the words of an aim",
                    "alignment.add_row": "added a row to the crosswalk",
                    "alignment.change_row": "changed a row of the crosswalk",
                    "alignment.end_row": "took a row out of the crosswalk",
                },
                addresses={"alignment.CrosswalkRow": queries.address_of_row, "alignment.Aim": queries.address_of_aim},
            )
        )
