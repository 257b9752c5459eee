"""Every address of the site. A stage's own are in its urls.py, under its one word."""

from allauth.account.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path

from saferplan.partnership.roles import Permission, needs
from saferplan.web import views
from saferplan.web.context import YEAR

_public = needs(Permission.PUBLIC)


def _stage(stage: str) -> URLResolver:
    return path(f"members/<slug:partnership>/{stage}/", include(f"saferplan.{stage}.urls"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("health/", views.health, name="health"),
    path("sign-in/", _public(LoginView.as_view()), name="account_login"),
    path("sign-out/", _public(LogoutView.as_view()), name="account_logout"),
    *(_stage(stage) for stage in YEAR),
    path("agreement/", include("saferplan.agreement.public_urls")),
    # Last, as any word that is not one of the site's own may be a partnership's address.
    path("<slug:partnership>/", include("saferplan.publication.public_urls")),
]

handler400 = "saferplan.web.failures.bad"
handler404 = "saferplan.web.failures.not_there"
handler500 = "saferplan.web.failures.broken"
