"""The assessment's addresses."""

from django.urls import path

from saferplan.assessment import views
from saferplan.assessment.figure_pages import views as figure_pages

app_name = "assessment"
urlpatterns = [
    path("", views.first, name="first"),
    path("bring/", views.bring, name="bring"),
    path("<int:number>/", views.one, name="one"),
    path("<int:number>/sign-off/", views.sign_off, name="sign_off"),
    path("<int:number>/last-year/", views.last_year, name="last_year"),
    path("findings/<int:number>/", views.finding, name="finding"),
    path("findings/<int:number>/agree/", views.agree, name="agree"),
    path("findings/<int:number>/amend/", views.amend, name="amend"),
    path("findings/<int:number>/set-aside/", views.set_aside, name="set_aside"),
    path("findings/<int:number>/theme/", views.theme, name="theme"),
    path("figures/<slug:figure_id>/", figure_pages.figure, name="figure"),
    path("figures/<slug:figure_id>/keep/", figure_pages.keep_figure, name="keep_figure"),
]
