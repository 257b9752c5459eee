"""The crosswalk's addresses."""

from django.urls import path

from saferplan.alignment import views

app_name = "alignment"
urlpatterns = [
    path("", views.first, name="first"),
    path("crosswalk.csv", views.csv_file, name="csv"),
    path("strategies/add/", views.add_strategy, name="add_strategy"),
    path("strategies/<int:number>/", views.strategy, name="strategy"),
    path("strategies/<int:number>/change/", views.change_strategy, name="change_strategy"),
    path("strategies/<int:number>/aims/add/", views.add_aims, name="add_aims"),
    path("aims/<int:number>/", views.change_aim, name="change_aim"),
    path("rows/add/", views.add_row, name="add_row"),
    path("rows/<int:number>/", views.row, name="row"),
    path("rows/<int:number>/change/", views.change_row, name="change_row"),
    path("rows/<int:number>/end/", views.end_row, name="end_row"),
]
