"""The site's clock: the only one its pages read. A demo has its own day, on which its made-up year has just ended."""

import json
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def moment() -> datetime:
    """Now; in a demo, so much after the end of its made-up year as has passed since it was made."""
    return timezone.now() - _behind(settings.HOME.demo_people)


def demo_day_words() -> str:
    """The day a demo believes it is, in words; nothing elsewhere."""
    if not settings.HOME.demo_people.exists():
        return ""
    day = timezone.localdate(moment())
    return f"{day.day} {day:%B %Y}"


@cache
def _behind(file: Path) -> timedelta:
    if not file.exists():
        return timedelta()
    demo = json.loads(file.read_text(encoding="utf-8"))
    return datetime.fromisoformat(demo["made_at"]) - datetime.fromisoformat(demo["begins_at"])
