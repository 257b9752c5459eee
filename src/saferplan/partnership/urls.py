"""The partnership's addresses."""

from django.urls import path

from saferplan.partnership.views import days, duties, meetings, people, structure

app_name = "partnership"
urlpatterns = [
    path("", structure.first, name="first"),
    path("today/", days.today, name="today"),
    path("year/", days.year, name="year"),
    path("history/", days.history, name="history"),
    path("quorum/", structure.set_quorum, name="set_quorum"),
    path("bodies/add/", structure.add_body, name="add_body"),
    path("bodies/<int:number>/", structure.change_body, name="change_body"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:number>/end/", people.end_membership, name="end_membership"),
    path("roles/", people.roles, name="roles"),
    path("password/", people.change_password, name="change_password"),
    path("groups/", structure.groups, name="groups"),
    path("groups/add/", structure.add_group, name="add_group"),
    path("groups/<int:number>/", structure.change_group, name="change_group"),
    path("themes/", structure.themes, name="themes"),
    path("themes/add/", structure.add_theme, name="add_theme"),
    path("themes/<int:number>/", structure.change_theme, name="change_theme"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/add/", meetings.hold_meeting, name="hold_meeting"),
    path("meetings/<int:number>/", meetings.meeting, name="meeting"),
    path("meetings/<int:number>/change/", meetings.change_meeting, name="change_meeting"),
    path("meetings/<int:number>/attendance/", meetings.attendance, name="attendance"),
    path("meetings/<int:number>/decide/", meetings.record_decision, name="record_decision"),
    path("decisions/<int:number>/", meetings.decision, name="decision"),
    path("duties/", duties.duties, name="duties"),
    path("duties/<slug:key>/show/", duties.show_duty, name="show_duty"),
]
