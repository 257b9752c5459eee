"""The evidence pages' addresses."""

from django.urls import path

from saferplan.evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.first, name="first"),
    path("figures/", views.figures, name="figures"),
]
