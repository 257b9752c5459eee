"""Scrutiny's addresses."""

from django.urls import path

from saferplan.scrutiny import views

app_name = "scrutiny"
urlpatterns = [
    path("", views.first, name="first"),
    path("pack/", views.pack, name="pack"),
    path("plans/<int:number>/recommend/", views.recommend, name="recommend"),
    path("recommendations/<int:number>/", views.recommendation, name="recommendation"),
    path("recommendations/<int:number>/answer/", views.answer, name="answer"),
    path("recommendations/<int:number>/correct/", views.correct, name="correct"),
]
