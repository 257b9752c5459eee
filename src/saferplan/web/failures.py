"""Answers where a page cannot be shown: refusals, what is not there, and what went wrong with us."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saferplan.terms.problems import Refusal


def refused(request: HttpRequest, refusal: Refusal, *, status: int = 422) -> HttpResponse:
    """A refusal as a page: what, why, what next."""
    return render(request, "web/refusal.html", {"refusal": refusal}, status=status)


def not_there(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, in the same words for what never was and for what belongs to another partnership."""
    refusal = Refusal(
        "There is no such page.",
        why="The address may be mistyped, or what it showed was replaced.",
        next_step="Check the address, or begin from the front page.",
    )
    return refused(request, refusal, status=404)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from our own page, or from one opened before signing in again."""
    refusal = Refusal(
        "The form was not taken.",
        why="It was opened before you last signed in, or your browser keeps no cookies.",
        next_step="Go back, open the page again, and send the form once more.",
    )
    return refused(request, refusal, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours, said without a word of its inside."""
    refusal = Refusal(
        "Something went wrong with Saferplan.",
        why="This is a fault of ours, not of what you typed. What was saved before is safe.",
        next_step="Try again in a minute. If it happens again, tell whoever looks after this installation.",
    )
    return refused(request, refusal, status=500)


def bad(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400: a request that makes no sense."""
    refusal = Refusal(
        "The request could not be read.",
        why="It is not in a form that this page takes.",
        next_step="Go back and try again.",
    )
    return refused(request, refusal, status=400)
