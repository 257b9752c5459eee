"""The evaluation's addresses."""

from django.urls import path

from saferplan.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("", views.first, name="first"),
    path("register/<int:number>/", views.register, name="register"),
    path("<int:number>/", views.evaluation_page, name="evaluation"),
    path("<int:number>/find/", views.find, name="find"),
]
