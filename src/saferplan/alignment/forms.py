"""Questions asked when the crosswalk is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model, QuerySet

from saferplan.alignment.models import DIRECTIONS, Aim
from saferplan.pages.fields import DayField
from saferplan.priorities.models import Priority


class _QuietForm(forms.Form):
    """A form whose questions end as they are written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class _AimField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none when it runs
    """A choice of aims, each with its strategy, as two strategies may say the same."""

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Aim)
        return f"{obj.sentence} ({obj.strategy})"


class StrategyForm(_QuietForm):
    """Another body's strategy."""

    title = forms.CharField(label="What is the strategy called?", max_length=200)
    body_name = forms.CharField(label="Whose strategy is it?", help_text="The body that published it.", max_length=200)
    link = forms.URLField(
        label="Where is it published?",
        help_text="The address of its page. Leave blank if it is only on paper.",
        required=False,
        assume_scheme="https",
    )
    starts_on = DayField(label="From when is it in force?", help_text="For example, 1 4 2024")
    ends_on = DayField(label="Until when?", help_text="Leave blank if it says no end.", required=False)
    checked_on = DayField(label="When did you last look at it?", help_text="For example, 14 1 2026")


class AimsForm(_QuietForm):
    """A strategy's aims, a line each."""

    sentences = forms.CharField(
        label="What does it aim at?",
        help_text="One aim on each line, in the strategy’s own words.",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=10000,
    )

    def clean_sentences(self) -> list[str]:
        typed: str = self.cleaned_data["sentences"]
        return [line.strip() for line in typed.splitlines() if line.strip()]


class AimForm(_QuietForm):
    """One aim's words."""

    sentence = forms.CharField(
        label="What is the aim?", help_text="In the strategy’s own words.", widget=forms.Textarea(attrs={"rows": 3})
    )


class MeetingForm(_QuietForm):
    """How a priority and an aim meet, and what shows it."""

    direction = forms.ChoiceField(label="Which way do they meet?", choices=DIRECTIONS, widget=forms.RadioSelect)
    shown_by = forms.CharField(
        label="What shows it?",
        help_text="An action in either plan, a joint board, a shared fund. Say where it can be read.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )


class RowForm(MeetingForm):
    """A new row: the pair first."""

    priority = forms.ModelChoiceField(
        label="Which priority of ours?", queryset=Priority.objects.none(), empty_label="Choose a priority"
    )
    aim = _AimField(label="Which aim of theirs?", queryset=Aim.objects.none(), empty_label="Choose an aim")
    field_order: Sequence[str] = ("priority", "aim", "direction", "shown_by")

    def __init__(self, priorities: QuerySet[Priority], aims: QuerySet[Aim], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (("priority", priorities), ("aim", aims)):
            asked = self.fields[name]
            assert isinstance(asked, forms.ModelChoiceField)
            asked.queryset = offered


class EndForm(_QuietForm):
    """Why a row is taken out."""

    reason = forms.CharField(
        label="Why is it taken out?",
        help_text="The row stays to be seen, with this reason.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
