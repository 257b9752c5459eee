"""The agreement's addresses in the members' area."""

from django.urls import path

from saferplan.agreement import views

app_name = "agreement"
urlpatterns = [
    path("", views.first, name="first"),
    path("begin/", views.begin, name="begin"),
    path("districts/<slug:district>/bring/", views.bring, name="bring"),
    path("shared/add/", views.share, name="share"),
    path("shared/<int:number>/", views.change, name="shared_priority"),
]
