"""The delivery's addresses."""

from django.urls import path

from saferplan.delivery import views

app_name = "delivery"
urlpatterns = [
    path("", views.first, name="first"),
    path("mine/", views.mine, name="mine"),
    path("add/", views.add, name="add"),
    path("<int:number>/", views.action_page, name="action"),
    path("<int:number>/say/", views.say, name="say"),
    path("<int:number>/change/", views.change, name="change"),
]
