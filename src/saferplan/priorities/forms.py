"""Questions asked when themes are put up, marked and chosen."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from saferplan.definitions.forms import CriteriaScheme
from saferplan.definitions.loading import criteria_schemes
from saferplan.documents.wording import counted, ordinal
from saferplan.partnership.models import Decision
from saferplan.priorities.choice import LEAST_REASON, Choice, against_ranking, reason_problem
from saferplan.priorities.models import OUTCOMES, Mark, ScoredTheme
from saferplan.priorities.queries import Offer
from saferplan.priorities.schemes import criteria_of

CANNOT_SAY = "none"
NOTE = "_note"


class Quiet(forms.Form):
    """A form whose questions end as they are written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class SureForm(Quiet):
    """Asks nothing: the button is the answer."""


class RoundForm(Quiet):
    """Which themes are weighed against each other, and by which scheme."""

    themes = forms.TypedMultipleChoiceField(
        label="Which themes are put up?",
        help_text="Each brings its agreed findings and what residents say. Choose two or more.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    scheme_key = forms.ChoiceField(label="By which scheme are they scored?", widget=forms.RadioSelect)

    def __init__(self, offers: Sequence[Offer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = [(offer.theme.pk, _offered(offer)) for offer in offers]  # type: ignore[attr-defined]
        self.fields["themes"].initial = [offer.theme.pk for offer in offers if offer.findings]
        self.fields["scheme_key"].choices = [  # type: ignore[attr-defined]
            (key, f"{scheme.name}, version {scheme.version}") for key, scheme in criteria_schemes().items()
        ]


class MarkForm(Quiet):
    """One person's marks for one theme: a mark and what it rests on, for each criterion."""

    def __init__(self, scheme: CriteriaScheme, given: Iterable[Mark], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scheme = scheme
        held = {mark.criterion_key: mark for mark in given}
        for one in criteria_of(scheme):
            marks = [(str(mark), f"{mark}. {words}") for mark, words in sorted(one.descriptors.items())]
            mark = held.get(one.key)
            self.fields[one.key] = forms.ChoiceField(
                label=one.name,
                help_text=one.asks,
                choices=[*marks, (CANNOT_SAY, "I cannot say")],
                widget=forms.RadioSelect,
                initial=(CANNOT_SAY if mark.mark is None else str(mark.mark)) if mark else None,
            )
            self.fields[one.key + NOTE] = forms.CharField(
                label=f"What does your mark for {one.name.lower()} rest on?",
                required=False,
                max_length=500,
                widget=forms.Textarea({"rows": 2}),
                initial=mark.note if mark else "",
            )

    def groups(self) -> list[tuple[Any, list[tuple[Any, Any]]]]:
        """Each group of the scheme with its questions, for the page."""
        return [
            (group, [(self[one.key], self[one.key + NOTE]) for one in group.criteria]) for group in self.scheme.groups
        ]

    def marks(self) -> dict[str, int | None]:
        """The marks typed, None where one could not say."""
        typed = {one.key: self.cleaned_data[one.key] for one in criteria_of(self.scheme)}
        return {key: None if mark == CANNOT_SAY else int(mark) for key, mark in typed.items()}

    def notes(self) -> dict[str, str]:
        return {one.key: self.cleaned_data[one.key + NOTE].strip() for one in criteria_of(self.scheme)}


class SetAsideForm(Quiet):
    """Why a round is left."""

    reason = forms.CharField(
        label="Why is this round set aside?",
        help_text="Its marks are kept, and a new round can be opened.",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )


class ChoiceForm(Quiet):
    """What each theme becomes and why, and the decision that says so."""

    def __init__(
        self,
        themes: Sequence[ScoredTheme],
        ranks: dict[int, int],
        decisions: QuerySet[Decision],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.themes, self.ranks = themes, ranks
        for theme in themes:
            name, rank = theme.theme.name, ranks[theme.pk]
            self.fields[f"outcome_{theme.pk}"] = forms.ChoiceField(
                label=f"What becomes of {name}?",
                help_text=f"It stands {ordinal(rank)} by score.",
                choices=OUTCOMES,
                widget=forms.RadioSelect,
            )
            self.fields[f"reason_{theme.pk}"] = forms.CharField(
                label=f"Why, for {name}?",
                help_text=f"Against the ranking, at least {LEAST_REASON} letters.",
                max_length=2000,
                widget=forms.Textarea({"rows": 3}),
            )
        self.fields["decision"] = DecisionField(
            label="Which decision says so?",
            help_text="Decisions recorded since the marks were revealed.",
            queryset=decisions,
            widget=forms.RadioSelect,
            empty_label=None,
        )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        outcomes = {theme.pk: typed.get(f"outcome_{theme.pk}", "") for theme in self.themes}
        against = against_ranking(outcomes, self.ranks)
        for number in outcomes:
            name = f"reason_{number}"
            if name in typed and (problem := reason_problem(typed[name], is_against=number in against)):
                self.add_error(name, problem)
        return typed

    def choices(self) -> dict[ScoredTheme, Choice]:
        """What was typed, by theme."""
        typed = self.cleaned_data
        return {
            theme: Choice(typed[f"outcome_{theme.pk}"], typed[f"reason_{theme.pk}"].strip()) for theme in self.themes
        }


class DecisionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A decision to choose, named by its meeting and its sentence."""

    def label_from_instance(self, obj: Decision) -> str:
        return f"{obj.meeting}: {obj.sentence}"


def _offered(offer: Offer) -> str:
    findings = counted(len(offer.findings), "agreed finding", "agreed findings")
    concern = f"; residents put “{offer.concern.issue}” {ordinal(offer.concern.rank)}" if offer.concern else ""
    return f"{offer.theme.name} ({findings}{concern})"
