"""The plan's addresses."""

from django.urls import path

from saferplan.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.first, name="first"),
    path("draft/", views.draft, name="draft"),
    path("<int:number>/", views.plan_page, name="plan"),
    path("<int:number>/foreword/", views.foreword, name="foreword"),
    path("<int:number>/adopt/", views.adopt, name="adopt"),
    path("<int:number>/new-version/", views.new_version, name="new_version"),
    path("<int:number>/changes/", views.changes, name="changes"),
    path("<int:number>/priorities/<int:priority_number>/", views.chain, name="chain"),
    path("<int:number>/priorities/<int:priority_number>/objectives/add/", views.add_objective, name="add_objective"),
    path("objectives/<int:number>/", views.objective_page, name="objective"),
    path("objectives/<int:number>/change/", views.change_objective, name="change_objective"),
    path("objectives/<int:number>/drop/", views.drop_objective, name="drop_objective"),
]
