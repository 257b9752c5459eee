"""Questions asked when a release is prepared, approved or withdrawn."""

from typing import Any

from django import forms


class PrepareForm(forms.Form):
    """What a release changes; the first changes nothing."""

    what_changed = forms.CharField(
        label="What is new in this release?",
        help_text="A sentence or two that the public reads beside it. The first release may leave it empty.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class ApproveForm(forms.Form):
    """That somebody looked."""

    has_looked = forms.BooleanField(
        label="I have read the document and looked at what is withheld",
        error_messages={"required": "Read the document first, then tick this"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class WithdrawForm(forms.Form):
    """Why a release is taken back."""

    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="The public reads this in place of the release. Name no one.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
