"""Questions asked before anybody looks at a result."""

from collections.abc import Sequence
from typing import Any

from django import forms

from saferplan.definitions import loading
from saferplan.delivery.models import Action
from saferplan.evaluation.registering import LENGTHS, MOST_YEARS, after_of, before_of
from saferplan.terms.months import Month

Choices = Sequence[tuple[str, str]]
_SHORT = {"rows": 3}
_YEARS = [(str(years), f"{years} year{'s' if years > 1 else ''} before") for years in range(MOST_YEARS, 0, -1)]
# Two years on, the beginning of an action is no longer what changes a place.
_MONTHS_ON = 24


class RegisterForm(forms.Form):
    """A design. What the action says already, its place and its measure, is not asked again."""

    question = forms.CharField(
        label="Which question will it answer?",
        help_text="For example: did vehicle crime in the centre fall more than elsewhere since the patrols began?",
        widget=forms.Textarea(_SHORT),
    )
    measure_key = forms.ChoiceField(label="Which measure will answer it?")
    place_code = forms.ChoiceField(label="In which ward is the action at work?")
    chosen_because_high = forms.TypedChoiceField(
        label="Was this place chosen because crime there was high?",
        help_text="Such places tend to fall back by themselves. The answer is printed with the result.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda written: written == "yes",
        widget=forms.RadioSelect,
    )
    first_month = forms.ChoiceField(label="Which month is the first to be looked at after the action began?")
    length = forms.ChoiceField(
        label="How many months from then on?",
        help_text="Twelve where you can: crime has seasons.",
        choices=[(str(months), f"{months} months") for months in LENGTHS],
    )
    years = forms.ChoiceField(
        label="How many years before are they held against?",
        help_text="The same calendar months of each. More years make the answer surer.",
        choices=_YEARS,
    )
    comparison_codes = forms.MultipleChoiceField(
        label="Which wards is it compared with?", widget=forms.CheckboxSelectMultiple
    )
    why_comparison = forms.CharField(
        label="Why these?",
        help_text="For example: alike in size and in how they went before, and none is next door.",
        widget=forms.Textarea(_SHORT),
    )

    def __init__(self, evaluated: Action, wards: Choices, comparisons: Choices, *args: Any) -> None:
        super().__init__(*args)
        self.label_suffix = ""
        self.evaluated = evaluated
        fields: dict[str, Any] = self.fields
        measures = [(key, measure.name) for key, measure in loading.measures().items()]
        fields["measure_key"].choices = [("", "Choose a measure"), *measures]
        fields["place_code"].choices = [("", "Choose a ward"), *wards]
        fields["comparison_codes"].choices = comparisons
        fields["comparison_codes"].help_text = (
            "Wards where nothing of the kind was done. The likest in the years before come first, by how much is "
            "recorded; none should lie next to the action."
            if evaluated.place_code and evaluated.measure_key
            else "Wards where nothing of the kind was done. None should lie next to the action."
        )
        start = Month.of(evaluated.starts_on)
        months = [start.shifted(step) for step in range(_MONTHS_ON)]
        fields["first_month"].choices = [(str(month), month.words) for month in months]
        for name in ("measure_key", "place_code"):
            if getattr(evaluated, name):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What was typed, with the periods that follow from it."""
        typed: dict[str, Any] = super().clean() or {}
        if {"first_month", "length", "years"} <= typed.keys():
            after = after_of(Month.parse(typed.pop("first_month")), int(typed.pop("length")))
            typed["before"] = [str(period) for period in before_of(after, int(typed.pop("years")))]
            typed["after"] = str(after)
        own = {name: getattr(self.evaluated, name) for name in ("measure_key", "place_code")}
        return {**{name: value for name, value in own.items() if value}, **typed}


class FindForm(forms.Form):
    """Nothing to answer: a result is found by a form, as it is kept for good."""
