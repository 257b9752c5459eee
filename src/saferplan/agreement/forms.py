"""Questions asked when a county's agreement is kept."""

from typing import Any

from django import forms


class BeginForm(forms.Form):
    """Nothing but the wish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class SharedForm(forms.Form):
    """How districts work together, and whose priorities it is made of."""

    how = forms.CharField(
        label="How does the county work on it together?",
        help_text="A few sentences that the public reads. Name no one.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    lines = forms.MultipleChoiceField(
        label="Which districts’ priorities does it join?",
        help_text="Tick those of at least two districts.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick priorities of at least two districts"},
    )

    def __init__(self, possible: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        asked = self.fields["lines"]
        assert isinstance(asked, forms.MultipleChoiceField)
        asked.choices = possible

    def clean_lines(self) -> list[dict[str, str]]:
        """The ticked ones as records keep them."""
        ticked = (written.partition("/") for written in self.cleaned_data["lines"])
        return [{"partnership": slug, "priority": key} for slug, _, key in ticked]


class ShareForm(SharedForm):
    """The same with a name, which it keeps."""

    name = forms.CharField(label="What is the shared priority called?", max_length=200)
    field_order = ("name", "how", "lines")
