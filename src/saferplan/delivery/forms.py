"""Questions asked of actions: what is to be done by whom and when, and how it goes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from saferplan.definitions import loading
from saferplan.delivery.models import STATES, Action, Update
from saferplan.pages.fields import DayField
from saferplan.partnership.models import Membership
from saferplan.plan.models import Objective

SHARES = [("0", "None of it"), ("0.25", "A quarter"), ("0.5", "Half"), ("0.75", "Three quarters"), ("1", "All of it")]
_SHORT = {"rows": 3}
LEAD_HINT = "Members whose place lets them say how an action goes. The manager can add others as leads."


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class AddForm(_Form):
    """A step towards an objective: none without a lead and a date."""

    objective = forms.ModelChoiceField(
        Objective.objects.none(), label="Which objective does it serve?", empty_label="Choose an objective"
    )
    sentence = forms.CharField(
        label="What is to be done?", help_text="One step, in one sentence.", widget=forms.Textarea(_SHORT)
    )
    lead = forms.ModelChoiceField(
        Membership.objects.none(), label="Who leads it?", help_text=LEAD_HINT, empty_label="Choose a lead"
    )
    starts_on = DayField(label="When does it start?", help_text="For example, 1 4 2026")
    due_on = DayField(label="By when is it to be done?", help_text="For example, 30 9 2026")
    place_code = forms.ChoiceField(
        label="Where is it at work?", help_text="A ward, where it works in one: only then can it be evaluated."
    )
    measure_key = forms.ChoiceField(
        label="Which crime is it to change?", help_text="One measure, where it is about one. It can be evaluated by it."
    )

    def __init__(
        self,
        objectives: QuerySet[Objective],
        leads: QuerySet[Membership],
        wards: Mapping[str, str],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wards = wards
        fields: dict[str, Any] = self.fields
        fields["objective"].queryset, fields["lead"].queryset = objectives, leads
        fields["place_code"].choices = [("", "The whole partnership"), *sorted(wards.items(), key=lambda it: it[1])]
        fields["place_code"].required = fields["measure_key"].required = False
        measures = [(key, measure.name) for key, measure in loading.measures().items()]
        fields["measure_key"].choices = [("", "No one measure"), *measures]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        _check_days(self, typed.get("starts_on"), typed.get("due_on"))
        return {**typed, "place_name": self.wards.get(typed.get("place_code", ""), "")}


class ChangeForm(_Form):
    """What may change of an action once it is added."""

    sentence = forms.CharField(label="What is to be done?", widget=forms.Textarea(_SHORT))
    lead = forms.ModelChoiceField(
        Membership.objects.none(), label="Who leads it?", help_text=LEAD_HINT, empty_label="Choose a lead"
    )
    due_on = DayField(label="By when is it to be done?", help_text="The date first promised stays to be seen.")
    reason = forms.CharField(
        label="If you move the date, why?", required=False, max_length=500, widget=forms.Textarea(_SHORT)
    )

    def __init__(self, changed: Action, leads: QuerySet[Membership], *args: Any) -> None:
        standing = {name: getattr(changed, name) for name in ("sentence", "lead", "due_on")}
        super().__init__(*args, initial=standing)
        self.changed = changed
        fields: dict[str, Any] = self.fields
        fields["lead"].queryset = leads

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        due_on = typed.get("due_on")
        _check_days(self, self.changed.starts_on, due_on)
        if due_on and due_on != self.changed.due_on and not typed.get("reason", "").strip():
            self.add_error("reason", "Say why the date is moved.")
        return typed


class SayForm(_Form):
    """How an action goes: two questions, a share, and a date where it moved."""

    state = forms.ChoiceField(label="How does it stand?", choices=STATES, widget=forms.RadioSelect)
    done_share = forms.ChoiceField(label="How much of it is done?", choices=SHARES, widget=forms.RadioSelect)
    words = forms.CharField(
        label="What should the others know?",
        help_text="A sentence or two: what was done, and what stands in the way.",
        widget=forms.Textarea(_SHORT),
    )
    expected_on = DayField(label="If not by its date, when do you expect it to be done?", required=False)

    def __init__(self, last: Update | None, *args: Any) -> None:
        standing = {"state": last.state, "done_share": _reached(last.done_share)} if last else {}
        super().__init__(*args, initial=standing)

    def clean_done_share(self) -> float:
        return float(self.cleaned_data["done_share"])

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        state, share = typed.get("state"), typed.get("done_share")
        if state is None or share is None:
            return typed
        if state == "done" and share < 1:
            self.add_error("done_share", "Choose “All of it” for what is done, or say above that it is under way.")
        elif state != "done" and share == 1:
            self.add_error("state", "Choose “Done” where all of it is done, or say below how much is.")
        elif state == "not_started" and share > 0:
            self.add_error("state", "Choose “Under way” where some of it is done.")
        return typed


def _reached(share: float) -> str:
    """The greatest share offered that was reached: nine tenths are not "all of it"."""
    return max((key for key, _ in SHARES if float(key) <= share), key=float)


def _check_days(form: forms.Form, starts_on: Any, due_on: Any) -> None:
    if starts_on and due_on and due_on < starts_on:
        form.add_error("due_on", f"Give a day after its start, {starts_on.day} {starts_on:%B %Y}.")
