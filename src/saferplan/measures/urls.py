"""The measures' addresses; an address holds the measure and the place that were chosen."""

from django.urls import path

from saferplan.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.first, name="first"),
    path("places/<slug:code>/", views.place, name="place"),
    path("<slug:key>/", views.measure, name="measure"),
    path("<slug:key>/<slug:place>/", views.measure, name="measure_in_place"),
]
