"""Questions asked when findings are settled and an assessment is signed off."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from saferplan.partnership.models import Decision, Theme


class QuietForm(forms.Form):
    """A form whose labels are questions already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class BringForm(QuietForm):
    """Which plan year a build is brought in for."""

    plan_year = forms.RegexField(
        r"^\d{4}/\d{2}$",
        label="Which plan year is it for?",
        help_text="From April to March, for example 2026/27",
        max_length=7,
        error_messages={"invalid": "Write the plan year like 2026/27."},
    )

    def clean_plan_year(self) -> str:
        written: str = self.cleaned_data["plan_year"]
        first, _, last = written.partition("/")
        if (int(first) + 1) % 100 != int(last):
            raise forms.ValidationError("A plan year names two years that follow each other, like 2026/27.")
        return written


class ConfirmForm(QuietForm):
    """Nothing is asked: pressing the button is the answer."""


class AmendForm(QuietForm):
    """A finding in the partnership's own words."""

    amended_sentence = forms.CharField(
        label="How shall the finding read?",
        help_text="Words are yours. A number must be one that the finding gives.",
        widget=forms.Textarea({"rows": 4}),
    )
    reason = forms.CharField(
        label="Why is it amended?",
        help_text="One sentence, for those who read the assessment. Name no person.",
        widget=forms.Textarea({"rows": 2}),
    )


class SetAsideForm(QuietForm):
    """Why a finding is set aside."""

    reason = forms.CharField(
        label="Why is it set aside?",
        help_text="One sentence, for those who read the assessment. Name no person.",
        widget=forms.Textarea({"rows": 3}),
    )


class ThemeForm(QuietForm):
    """Which theme a finding tells of."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label="Which theme does it tell of?",
        required=False,
        empty_label="None of them",
    )

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]  # a ModelChoiceField


class SignOffForm(QuietForm):
    """Which decision signs an assessment off."""

    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label="Which decision signs it off?",
        help_text="A meeting records it first, on the partnership’s pages.",
        empty_label="Choose a decision",
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset = decisions
        field.label_from_instance = lambda decision: f"{decision.meeting}: {decision.sentence}"


class LastYearForm(QuietForm):
    """Which release is read as last year's."""

    release = forms.ChoiceField(label="Which release is last year’s?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, releases: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["release"]
        choices.choices = list(releases)
