"""Form fields that Django lacks: a date typed as three fields, and lists of lines."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_PARTS = ("Day", "Month", "Year")


class SplitDayWidget(forms.MultiWidget):
    """Three small inputs under one question: day, month, year."""

    template_name = "pages/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            part.lower(): forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}) for part in _PARTS
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class DayField(forms.MultiValueField):
    """A date as people type it. Fails: a ValidationError that says which part is missing or what cannot be."""

    widget = SplitDayWidget

    def __init__(self, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=9) for _ in _PARTS]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = [str(part or "").strip() for part in (value or [])]
        missing = [name.lower() for name, part in zip(_PARTS, typed, strict=False) if not part]
        if len(missing) == len(_PARTS) or not typed:
            if self.required:
                raise ValidationError("Enter a date, such as 14 1 2026.", code="required")
            return None
        if missing:
            raise ValidationError(f"The date must include a {' and a '.join(missing)}.", code="incomplete")
        try:
            day, month, year = (int(part) for part in typed)
            found = date(year, month, day)
        except ValueError:
            raise ValidationError(f"{' '.join(typed)} is not a date. Enter one such as 14 1 2026.") from None
        if not 1990 <= found.year <= 2100:
            raise ValidationError("The year must be written in full, such as 2026.")
        return found

    def compress(self, data_list: Any) -> Any:
        raise AssertionError("clean() gives the date itself")
