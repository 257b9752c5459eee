"""The priorities' addresses."""

from django.urls import path

from saferplan.priorities.views import choosing, marking, rounds

app_name = "priorities"
urlpatterns = [
    path("", rounds.first, name="first"),
    path("rounds/open/", rounds.open_round, name="open_round"),
    path("rounds/<int:number>/", rounds.round_page, name="round"),
    path("rounds/<int:number>/reveal/", rounds.reveal, name="reveal"),
    path("rounds/<int:number>/set-aside/", rounds.set_aside, name="set_aside"),
    path("rounds/<int:number>/marks/", marking.marks, name="marks"),
    path("rounds/<int:number>/ranking/", choosing.ranking_page, name="ranking"),
    path("rounds/<int:number>/choose/", choosing.choose, name="choose"),
    path("themes/<int:number>/", marking.scored_theme, name="scored_theme"),
    path("themes/<int:number>/mark/", marking.mark, name="mark"),
    path("chosen/<int:number>/", choosing.priority, name="priority"),
    path("schemes/<slug:key>/", marking.scheme, name="scheme"),
]
