"""The public pages' addresses, under a partnership's own."""

from django.urls import path

from saferplan.publication import public_views

app_name = "public"
urlpatterns = [
    path("", public_views.front, name="front"),
    path("plan/", public_views.plan, name="plan"),
    path("plan/<slug:key>/", public_views.priority, name="priority"),
    path("places/", public_views.places, name="places"),
    path("places/<slug:key>/", public_views.place, name="place"),
    path("have-your-say/", public_views.have_your_say, name="have_your_say"),
    path("who-we-are/", public_views.who_we_are, name="who_we_are"),
    path("documents/", public_views.documents, name="documents"),
    path("documents/<int:number>/<path:name>", public_views.download, name="download"),
    path("decisions/<int:number>/", public_views.decision, name="decision"),
    path("scores/<slug:key>/", public_views.scores, name="scores"),
    path("findings/<int:number>/", public_views.finding, name="finding"),
    path("figures/<slug:figure_id>/", public_views.figure, name="figure"),
]
