"""The voice pages' addresses."""

from django.urls import path

from saferplan.voice import views

app_name = "voice"
urlpatterns = [
    path("", views.first, name="first"),
    path("surveys/<int:number>/", views.survey, name="survey"),
]
