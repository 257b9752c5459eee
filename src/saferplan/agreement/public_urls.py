"""The county's public address."""

from django.urls import path

from saferplan.agreement import public_views

app_name = "county"
urlpatterns = [path("<slug:county>/", public_views.county, name="county")]
