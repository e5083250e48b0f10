from django.urls import path

from .views import choosing, experts, interests, organisations, teams

app_name = "experts"
urlpatterns = [
    path("", experts.ExpertList.as_view(), name="list"),
    path("choose/", choosing.choose, name="choose"),
    path("me/", experts.OwnPage.as_view(), name="me"),
    path("new/", experts.ExpertCreate.as_view(), name="create"),
    path("<int:pk>/", experts.ExpertDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", experts.ExpertEdit.as_view(), name="edit"),
    path("<int:pk>/identity/", experts.ExpertIdentity.as_view(), name="identity"),
    path("<int:pk>/account/", experts.ExpertAccount.as_view(), name="account"),
    path("<int:pk>/move/<slug:action>/", experts.ExpertMove.as_view(), name="move"),
    path("<int:pk>/interests/new/", interests.InterestCreate.as_view(), name="interest_create"),
    path("<int:pk>/interests/<int:interest>/edit/", interests.InterestEdit.as_view(), name="interest_edit"),
    path("<int:pk>/interests/<int:interest>/end/", interests.InterestEnd.as_view(), name="interest_end"),
    path("organisations/", organisations.OrganisationList.as_view(), name="organisation_list"),
    path("organisations/new/", organisations.OrganisationCreate.as_view(), name="organisation_create"),
    path("organisations/<int:pk>/", organisations.OrganisationDetail.as_view(), name="organisation_detail"),
    path("organisations/<int:pk>/edit/", organisations.OrganisationEdit.as_view(), name="organisation_edit"),
    path("organisations/<int:pk>/account/", organisations.OrganisationAccount.as_view(), name="organisation_account"),
    path("teams/", teams.TeamList.as_view(), name="team_list"),
    path("teams/new/", teams.TeamCreate.as_view(), name="team_create"),
    path("teams/<int:pk>/", teams.TeamDetail.as_view(), name="team_detail"),
    path("teams/<int:pk>/edit/", teams.TeamEdit.as_view(), name="team_edit"),
    path("teams/<int:pk>/members/new/", teams.MemberCreate.as_view(), name="team_member_create"),
    path("teams/<int:pk>/members/<int:member>/lead/", teams.MemberLead.as_view(), name="team_member_lead"),
    path("teams/<int:pk>/members/<int:member>/remove/", teams.MemberRemove.as_view(), name="team_member_remove"),
    path("teams/<int:pk>/assignments/new/", teams.AssignmentCreate.as_view(), name="assignment_create"),
    path("teams/<int:pk>/assignments/<int:assignment>/end/", teams.AssignmentEnd.as_view(), name="assignment_end"),
]
