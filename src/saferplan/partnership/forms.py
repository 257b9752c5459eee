"""Questions asked when a partnership's records are kept."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from saferplan.definitions import loading
from saferplan.pages.fields import DayField
from saferplan.partnership.due import Evidence
from saferplan.partnership.models import GROUP_KINDS, LINKED, ROLE_CHOICES, Body, Group, Partnership, Person, true_on

_FROM_THE_LIST = {"invalid_choice": "Choose one of the list."}
_DAY_HINT = "For example, 1 4 2025"


class PlainForm(forms.Form):
    """Questions as labels, without the colon after them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


def yes_or_no(label: str, hint: str = "") -> forms.TypedChoiceField:
    """A question answered by yes or no."""
    return forms.TypedChoiceField(
        label=label,
        help_text=hint,
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda written: written == "yes",
        widget=forms.RadioSelect,
    )


def _one_of(label: str, found: QuerySet[Any], *, empty: str | None, hint: str = "") -> "forms.ModelChoiceField[Any]":
    """One of the partnership's own records; `empty` is the answer that names none, where none may be named."""
    return forms.ModelChoiceField(
        found,
        label=label,
        help_text=hint,
        required=empty is None,
        empty_label=empty or "Choose one",
        error_messages=_FROM_THE_LIST,
    )


def _some_of(label: str, found: QuerySet[Any], hint: str = "") -> "forms.ModelMultipleChoiceField[Any]":
    return forms.ModelMultipleChoiceField(
        found, label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple
    )


def _long(label: str, hint: str = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, widget=forms.Textarea({"rows": rows}))


def _end(label: str = "When does it end?") -> DayField:
    return DayField(label=label, help_text="Leave empty while it goes on.", required=False)


class QuorumForm(PlainForm):
    """How many must be there."""

    quorum = forms.IntegerField(
        label="How many responsible authorities must be at a meeting for it to decide?",
        help_text="As your terms of reference say. A strategy group is of two or more.",
        min_value=1,
        max_value=99,
        error_messages={"invalid": "Give a whole number, such as 3."},
    )


class BodyForm(PlainForm):
    """An organisation in the partnership."""

    name = forms.CharField(label="What is the organisation called?", max_length=120)
    is_responsible_authority = yes_or_no(
        "Is it a responsible authority?", "The council, police, fire and rescue, probation and health are by law."
    )
    starts_on = DayField(label="When did it join?", help_text=_DAY_HINT)


class BodyChangeForm(BodyForm):
    """The same, and when it leaves."""

    ends_on = _end("When does it leave?")


class PersonForm(PlainForm):
    """Somebody who is to sign in, and their place."""

    name = forms.CharField(label="What is their name?", max_length=120)
    username = forms.CharField(
        label="Under which name do they sign in?",
        help_text="Letters, numbers and hyphens, such as asha-example.",
        max_length=60,
        validators=[RegexValidator(r"^[a-zA-Z0-9-]+$", "Use letters, numbers and hyphens only, such as asha-example.")],
    )
    role = forms.ChoiceField(label="What is their part?", choices=ROLE_CHOICES, widget=forms.RadioSelect)
    post = forms.CharField(label="Which post do they hold?", max_length=120)
    starts_on = DayField(label="From when?", help_text=_DAY_HINT)

    def __init__(self, *args: Any, partnership: Partnership, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(true_on(day), partnership=partnership)
        self.fields["body"] = _one_of("Which organisation do they come from?", bodies, empty="None of these")
        self.order_fields(["name", "username", "role", "body", "post", "starts_on"])


class EndForm(PlainForm):
    """The last day of somebody's place."""

    ends_on = DayField(label="What is their last day?", help_text="They can sign in until the end of it.")


class PasswordForm(PlainForm):
    """A password of one's own."""

    old = forms.CharField(
        label="What is your password now?", widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label="What shall it be?",
        help_text="12 characters or more. Three words that nobody would guess are good.",
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_old(self) -> str:
        old = str(self.cleaned_data["old"])
        if not self.person.check_password(old):
            raise forms.ValidationError("This is not your password. Type it as when you sign in.")
        return old

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password


class GroupForm(PlainForm):
    """A group, what it hangs on, and who sits in it."""

    name = forms.CharField(label="What is the group called?", max_length=120)
    kind = forms.ChoiceField(
        label="What kind of group is it?",
        help_text="A linked board belongs to other bodies.",
        choices=[*GROUP_KINDS, (LINKED, "Linked board")],
        widget=forms.RadioSelect,
    )
    chair_post = forms.CharField(
        label="Which post chairs it?", help_text="A post, not a name.", max_length=120, required=False
    )
    purpose = _long("What is it for?", required=False)
    starts_on = DayField(label="When did it begin?", help_text=_DAY_HINT)

    def __init__(self, *args: Any, partnership: Partnership, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(true_on(day), partnership=partnership)
        bodies = Body.objects.filter(true_on(day), partnership=partnership)
        self.fields["parent"] = _one_of("Which group does it report to?", groups, empty="None")
        self.fields["seated"] = _some_of("Which organisations sit in it?", bodies)
        self.order_fields(["name", "kind", "parent", "chair_post", "purpose", "seated", "starts_on", "ends_on"])


class GroupChangeForm(GroupForm):
    """The same, and when it ends."""

    ends_on = _end()


class ThemeChangeForm(PlainForm):
    """A theme, and which measures and which concerns of residents tell of it."""

    name = forms.CharField(label="What is the theme called?", max_length=120)
    description = _long("What does it cover?", required=False)
    measure_keys = forms.MultipleChoiceField(
        label="Which measures tell of it?", required=False, widget=forms.CheckboxSelectMultiple
    )
    concern_keys = forms.MultipleChoiceField(
        label="Which of residents' concerns tell of it?", required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = DayField(label="From when?", help_text=_DAY_HINT)
    ends_on = _end()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = [(key, measure.name) for key, measure in loading.measures().items()]
        self.fields["measure_keys"].choices = measures  # type: ignore[attr-defined]  # a field with choices
        self.fields["concern_keys"].choices = _concerns()  # type: ignore[attr-defined]  # a field with choices


class ThemeForm(ThemeChangeForm):
    """A new theme, and what it was called or part of before."""

    ends_on = None  # type: ignore[assignment]  # a new theme goes on

    def __init__(self, *args: Any, themes: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessor"] = _one_of(
            "Which theme does it follow?",
            themes,
            empty="None: it is new",
            hint="What it was called, or part of, before. That theme ends the day before this one begins.",
        )
        self.order_fields(["name", "description", "predecessor", "measure_keys", "concern_keys", "starts_on"])


class MeetingChangeForm(PlainForm):
    """When and where a group meets, and about what."""

    held_on = DayField(label="On which day?", help_text="For example, 14 1 2026")
    place = forms.CharField(label="Where?", max_length=200, required=False)
    is_public = yes_or_no("Is it open to the public?")
    agenda = _long("What is on the agenda?", "One item a line.", required=False, rows=6)


class MeetingForm(MeetingChangeForm):
    """The same, of a group of the partnership."""

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(partnership=partnership).exclude(kind=LINKED)
        self.fields["group"] = _one_of("Which group meets?", groups, empty=None)
        self.order_fields(["group", "held_on", "place", "is_public", "agenda"])


class AttendanceForm(PlainForm):
    """Which organisations are in the room."""

    def __init__(self, *args: Any, bodies: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = "Tick each that somebody came for. Who came for it stays in your minutes."
        self.fields["present"] = _some_of("Which organisations are here?", bodies, hint)


class DecisionForm(PlainForm):
    """What a meeting decided, and on which evidence."""

    sentence = _long("What did the meeting decide?", "In one sentence that stands by itself, as in the minutes.")
    addresses = _long(
        "Which other pages does it rest on?",
        "Copy their addresses from the top of your browser, one a line: a finding, a figure, a plan.",
        required=False,
    )

    def __init__(self, *args: Any, evidence: Iterable[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item.address, item.sentence) for item in evidence]
        if choices:
            self.fields["shown"] = forms.MultipleChoiceField(
                label="Which of these does it rest on?",
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.order_fields(["sentence", "shown", "addresses"])


class DutyForm(PlainForm):
    """What shows that a duty is met."""

    sentence = _long(
        "What was done?", "In one sentence, with where it can be seen: who signed what, which minutes, which page."
    )
    shown_on = DayField(label="When was it done?", help_text="For example, 14 1 2026")


def _concerns() -> list[tuple[str, str]]:
    """What residents can name in any survey, by the key that voice gives it."""
    answers = [answer for asked in loading.questionnaires().values() for answer in asked.concerns.answers]
    return [(answer.lower().replace(" ", "_").replace("-", "_"), answer) for answer in dict.fromkeys(answers)]
