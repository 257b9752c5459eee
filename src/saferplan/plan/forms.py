"""Questions asked when a plan is written and adopted."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from saferplan.evidence.models import FrozenFigure
from saferplan.pages.fields import DayField
from saferplan.partnership.models import Body, Decision
from saferplan.plan.levels import contradiction, figure_in_words, is_share
from saferplan.plan.models import POLARITIES, Objective
from saferplan.priorities.models import Priority


class Quiet(forms.Form):
    """A form whose questions end as they are written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class SureForm(Quiet):
    """Asks nothing: the button is the answer."""


class ForewordForm(Quiet):
    """What stands before the priorities."""

    foreword = forms.CharField(
        label="What should people read first?",
        help_text="A few plain sentences. Leave a blank line between paragraphs.",
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
    )


class ObjectiveForm(Quiet):
    """One thing to change. Only the sentence is asked for at once; the plan lists what is still missing."""

    sentence = forms.CharField(
        label="What should be different?",
        help_text="One sentence that anybody understands, such as “Fewer vehicles are broken into.”",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    priority = forms.ModelChoiceField(
        label="Which priority is it for?", queryset=Priority.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    indicator = forms.CharField(
        label="How is it measured?",
        help_text="What is counted, such as “Vehicle crimes recorded a year”.",
        required=False,
        max_length=200,
    )
    baseline = forms.TypedChoiceField(
        label="Where do we start?",
        help_text="A figure of an agreed finding or of the residents' survey.",
        required=False,
        coerce=int,
        empty_value=None,
    )
    polarity = forms.ChoiceField(label="Which way is better?", required=False, widget=forms.RadioSelect)
    target_value = forms.FloatField(
        label="Which number should be reached?",
        help_text="In the unit of the starting figure; a share as a percentage, such as 55.",
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-10"}),
        error_messages={"invalid": "Write the number in figures, such as 100 or 55.5."},
    )
    target_words = forms.CharField(
        label="How do we say the target?",
        help_text="In words that people can hold us to, such as “100 or fewer a year”.",
        required=False,
        max_length=300,
    )
    target_date = DayField(label="By when?", help_text="For example, 31 3 2027", required=False)
    lead_body = forms.ModelChoiceField(
        label="Which body leads it?", queryset=Body.objects.none(), required=False, empty_label="Not settled yet"
    )

    def __init__(
        self,
        priorities: QuerySet[Priority],
        baselines: dict[str, list[FrozenFigure]],
        bodies: QuerySet[Body],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.figures = {figure.pk: figure for figures in baselines.values() for figure in figures}
        fields: dict[str, Any] = self.fields
        fields["priority"].queryset = priorities
        fields["lead_body"].queryset = bodies
        fields["polarity"].choices = POLARITIES
        fields["baseline"].choices = [
            ("", "Not settled yet"),
            *(
                (heading, [(figure.pk, figure_in_words(figure.figure)) for figure in figures])
                for heading, figures in baselines.items()
            ),
        ]

    def clean_baseline(self) -> FrozenFigure | None:
        return self.figures.get(self.cleaned_data["baseline"])

    def clean(self) -> dict[str, Any]:
        """A share is typed as a percentage and kept as a share; a target that goes the wrong way is said."""
        typed = self.cleaned_data
        baseline, value = typed.get("baseline"), typed.get("target_value")
        figure = baseline.figure if baseline else None
        if value is not None and figure and is_share(figure):
            typed["target_value"] = value / 100
        if "polarity" in typed and (wrong := contradiction(typed["polarity"], typed.get("target_value"), figure)):
            self.add_error("target_value", f"{wrong} Change the target, the start, or which way is better.")
        return typed


class AdoptForm(Quiet):
    """The decision that adopted the plan."""

    def __init__(self, decisions: QuerySet[Decision], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"] = DecisionField(
            label="Which decision adopted this version?",
            help_text="Decisions recorded since it was drafted.",
            queryset=decisions,
            widget=forms.RadioSelect,
            empty_label=None,
        )


class DecisionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A decision to choose, named by its meeting and its sentence."""

    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj.meeting}: {obj.sentence}"


def standing(objective: Objective) -> dict[str, Any]:
    """What an objective says now, as its form shows it."""
    value, baseline = objective.target_value, objective.baseline
    if value is not None and baseline is not None and is_share(baseline.figure):
        value = round(value * 100, 6)
    return {
        "sentence": objective.sentence,
        "priority": objective.priority_id,
        "indicator": objective.indicator,
        "baseline": objective.baseline_id,
        "polarity": objective.polarity,
        "target_value": None if value is None else f"{value:g}",
        "target_words": objective.target_words,
        "target_date": objective.target_date,
        "lead_body": objective.lead_body_id,
    }
