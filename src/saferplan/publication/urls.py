"""The publication pages' addresses."""

from django.urls import path

from saferplan.publication import views

app_name = "publication"
urlpatterns = [
    path("", views.first, name="first"),
    path("prepare/", views.prepare, name="prepare"),
    path("releases/<int:number>/", views.release, name="release"),
    path("releases/<int:number>/files/<path:name>", views.file, name="file"),
    path("releases/<int:number>/approve/", views.approve, name="approve"),
    path("releases/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
