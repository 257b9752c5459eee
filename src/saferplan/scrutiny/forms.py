"""Questions asked when a recommendation is made or answered."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from saferplan.pages.fields import DayField
from saferplan.partnership.models import Body, Meeting
from saferplan.scrutiny.models import ANSWERS


class RecommendationForm(forms.Form):
    """What the committee recommends, to whom and why."""

    sentence = forms.CharField(
        label="What do you recommend?",
        help_text="One sentence that says who should do what.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    reason = forms.CharField(
        label="Why?",
        help_text="What in the plan, its delivery or its results led you to it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    to_body = forms.ModelChoiceField(
        label="Which organisation should answer?", queryset=Body.objects.none(), empty_label="Choose an organisation"
    )
    meeting = forms.ModelChoiceField(
        label="At which meeting was it made?",
        help_text="Only meetings of the scrutiny committee are listed.",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="Not at a meeting listed here",
    )
    made_on = DayField(
        label="When was it made?", help_text="The time for the answer begins that day. Example: 14 1 2026"
    )

    def __init__(self, bodies: QuerySet[Body], meetings: QuerySet[Meeting], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, offered in (("to_body", bodies), ("meeting", meetings)):
            asked = self.fields[name]
            assert isinstance(asked, forms.ModelChoiceField)
            asked.queryset = offered


class AnswerForm(forms.Form):
    """The answer to a recommendation."""

    answer = forms.ChoiceField(label="Is it accepted?", choices=ANSWERS, widget=forms.RadioSelect)
    answer_words = forms.CharField(
        label="What will be done, or why not?",
        help_text="The committee and the public read this. Name no one.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class CorrectionForm(AnswerForm):
    """Another answer in place of the one that stands."""

    reason = forms.CharField(
        label="What was wrong with the answer before?",
        help_text="The earlier answer stays to be seen, with this reason.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )
