"""Every address of the site. A stage's own are in its urls.py, under its one word."""

from importlib.util import find_spec

from allauth.account.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path

from saferplan.partnership.roles import Permission, needs
from saferplan.web import views

_public = needs(Permission.PUBLIC)
MEMBER_STAGES = (
    "partnership",
    "evidence",
    "voice",
    "measures",
    "assessment",
    "priorities",
    "plan",
    "delivery",
    "evaluation",
    "scrutiny",
    "alignment",
    "publication",
    "agreement",
)


def _stage(stage: str) -> URLResolver:
    return path(f"members/<slug:partnership>/{stage}/", include(f"saferplan.{stage}.urls"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("health/", views.health, name="health"),
    path("sign-in/", _public(LoginView.as_view()), name="account_login"),
    path("sign-out/", _public(LogoutView.as_view()), name="account_logout"),
    *(_stage(stage) for stage in MEMBER_STAGES if find_spec(f"saferplan.{stage}.urls")),
]
if find_spec("saferplan.agreement.public_urls"):
    urlpatterns.append(path("agreement/", include("saferplan.agreement.public_urls")))
if find_spec("saferplan.publication.public_urls"):
    urlpatterns.append(path("<slug:partnership>/", include("saferplan.publication.public_urls")))

handler400 = "saferplan.web.failures.bad"
handler404 = "saferplan.web.failures.not_there"
handler500 = "saferplan.web.failures.broken"
