from django.urls import path

from .views import (
    announcement,
    attempt,
    duty,
    handler,
    manager,
    office,
    outreach,
    referral,
    roster,
    sheet,
    staff,
    station,
    swap,
    training,
)

app_name = "stations"
urlpatterns = [
    path("referrals/", referral.ReferralList.as_view(), name="referrals"),
    path("referrals/new/", referral.ReferralNew.as_view(), name="referral_new"),
    path("referrals/rates/", referral.ReturnRates.as_view(), name="referral_rates"),
    path("referrals/<int:pk>/", referral.ReferralDetail.as_view(), name="referral"),
    path("referrals/<int:pk>/upload/", referral.ReferralUpload.as_view(), name="referral_upload"),
    path("referrals/<int:pk>/open/", referral.ReferralOpen.as_view(), name="referral_open"),
    path("referrals/<int:pk>/reveal/", referral.ReferralReveal.as_view(), name="referral_reveal"),
    *(
        path(
            f"referrals/<int:pk>/{view.step_key}/", view.as_view(), name=f"referral_{view.step_key}"
        )
        for view in referral.STEP_VIEWS
    ),
    path("announcements/", announcement.Announcements.as_view(), name="announcements"),
    path("announcements/new/", announcement.Publish.as_view(), name="announcement_new"),
    path("announcements/<int:pk>/", announcement.AnnouncementPage.as_view(), name="announcement"),
    path("announcements/<int:pk>/read/", announcement.Read.as_view(), name="announcement_read"),
    path(
        "announcements/<int:pk>/withdraw/",
        announcement.Withdraw.as_view(),
        name="announcement_withdraw",
    ),
    path("office/", office.Names.as_view(), name="office"),
    path("", station.Tree.as_view(), name="tree"),
    path("names/", station.Names.as_view(), name="station_names"),
    path("names/units/", station.UnitNames.as_view(), name="unit_names"),
    path("names/planned/", station.PlannedNames.as_view(), name="planned_names"),
    path("new/", station.New.as_view(), name="station_new"),
    path("import/", sheet.StationImport.as_view(), name="station_import"),
    path("staff/import/", sheet.StaffImport.as_view(), name="staff_import"),
    path("handlers/import/", sheet.HandlerImport.as_view(), name="handler_import"),
    path("export/<slug:key>/", sheet.Export.as_view(), name="network_export"),
    path("<int:pk>/", station.Detail.as_view(), name="station"),
    path("<int:pk>/branch/", station.Branch.as_view(), name="station_branch"),
    path("<int:pk>/edit/", station.Edit.as_view(), name="station_edit"),
    path("<int:pk>/move/", station.Move.as_view(), name="station_move"),
    path("<int:pk>/merge/", station.Merge.as_view(), name="station_merge"),
    path("<int:pk>/close/", station.Close.as_view(), name="station_close"),
    path("<int:pk>/reopen/", station.Reopen.as_view(), name="station_reopen"),
    path("staff/", staff.StaffList.as_view(), name="staff_list"),
    path("staff/new/", staff.StaffNew.as_view(), name="staff_new"),
    path("staff/<int:pk>/", staff.StaffDetail.as_view(), name="staff"),
    path("staff/<int:pk>/edit/", staff.StaffEdit.as_view(), name="staff_edit"),
    path("people/invitations/", staff.Invitations.as_view(), name="invitations"),
    path("people/<int:pk>/invite/", staff.Invite.as_view(), name="invite"),
    path("people/<int:pk>/reveal/", staff.Reveal.as_view(), name="person_reveal"),
    path("people/<int:pk>/leave/", staff.LeaveNew.as_view(), name="leave_new"),
    path(
        "people/<int:pk>/leave/<int:leave>/cancel/",
        staff.LeaveCancel.as_view(),
        name="leave_cancel",
    ),
    path("people/<int:pk>/deactivate/", staff.Deactivate.as_view(), name="deactivate"),
    path("people/<int:pk>/return/", staff.Return.as_view(), name="return"),
    path("people/<int:pk>/photo/", staff.Photo.as_view(), name="photo"),
    path("people/<int:pk>/photo/file/", staff.PhotoFile.as_view(), name="photo_file"),
    path("handlers/", handler.HandlerList.as_view(), name="handler_list"),
    path("handlers/new/", handler.HandlerNew.as_view(), name="handler_new"),
    path("handlers/licence/", handler.LicenceHint.as_view(), name="licence_hint"),
    path("handlers/<int:pk>/", handler.HandlerDetail.as_view(), name="handler"),
    path("handlers/<int:pk>/edit/", handler.HandlerEdit.as_view(), name="handler_edit"),
    path("firms/", handler.FirmList.as_view(), name="firm_list"),
    path("firms/new/", handler.FirmNew.as_view(), name="firm_new"),
    path("firms/<int:pk>/", handler.FirmDetail.as_view(), name="firm"),
    path("firms/<int:pk>/edit/", handler.FirmEdit.as_view(), name="firm_edit"),
    path("firms/<int:pk>/manager/", manager.ManagerNew.as_view(), name="firm_manager"),
]

urlpatterns += [
    path("roster/", roster.Month.as_view(), name="roster"),
    path("roster/generate/", roster.Generate.as_view(), name="roster_generate"),
    path("roster/posts/", roster.Posts.as_view(), name="roster_posts"),
    path("roster/posts/new/", roster.PostNew.as_view(), name="roster_post_new"),
    path("roster/posts/<int:pk>/", roster.PostEdit.as_view(), name="roster_post"),
    path("roster/<int:pk>/publish/", roster.Publish.as_view(), name="roster_publish"),
    path("roster/<int:pk>/export/", roster.Export.as_view(), name="roster_export"),
    path("roster/<int:pk>/add/", roster.Add.as_view(), name="roster_add"),
    path("roster/mine/", duty.Mine.as_view(), name="duty_mine"),
    path("roster/shifts/<int:pk>/", duty.Detail.as_view(), name="roster_shift"),
    path("roster/shifts/<int:pk>/reassign/", roster.Reassign.as_view(), name="roster_reassign"),
    path("roster/shifts/<int:pk>/remove/", roster.Remove.as_view(), name="roster_remove"),
    path("roster/shifts/<int:pk>/in/", duty.SignIn.as_view(), name="duty_in"),
    path("roster/shifts/<int:pk>/out/", duty.SignOut.as_view(), name="duty_out"),
    path("roster/shifts/<int:pk>/correct/", duty.Correct.as_view(), name="duty_correct"),
    path("roster/shifts/<int:pk>/absent/", duty.Absent.as_view(), name="duty_absent"),
    path("roster/shifts/<int:pk>/swap/", swap.Ask.as_view(), name="roster_swap"),
    path("roster/swaps/", swap.Swaps.as_view(), name="roster_swaps"),
    path("roster/swaps/<int:pk>/<slug:key>/", swap.Act.as_view(), name="roster_swap_act"),
]
urlpatterns += [
    path("training/", training.Home.as_view(), name="training"),
    path("training/people/", training.People.as_view(), name="training_people"),
    path("training/goal/", training.Goal.as_view(), name="training_goal"),
    path("training/courses/new/", training.CourseNew.as_view(), name="training_course_new"),
    path("training/courses/<int:pk>/", training.CoursePage.as_view(), name="training_course"),
    path(
        "training/courses/<int:pk>/edit/",
        training.CourseEdit.as_view(),
        name="training_course_edit",
    ),
    path(
        "training/courses/<int:pk>/questions/new/",
        training.QuestionNew.as_view(),
        name="training_question_new",
    ),
    path(
        "training/courses/<int:pk>/material/", training.Material.as_view(), name="training_material"
    ),
    path(
        "training/courses/<int:pk>/material/<int:file>/remove/",
        training.RemoveMaterial.as_view(),
        name="training_material_remove",
    ),
    path(
        "training/courses/<int:pk>/sessions/new/",
        training.SessionNew.as_view(),
        name="training_session_new",
    ),
    path("training/courses/<int:pk>/test/", attempt.Start.as_view(), name="training_test"),
    path("training/questions/<int:pk>/", training.QuestionEdit.as_view(), name="training_question"),
    path("training/sessions/<int:pk>/", training.Session.as_view(), name="training_session"),
    path(
        "training/sessions/<int:pk>/edit/",
        training.SessionEdit.as_view(),
        name="training_session_edit",
    ),
    path(
        "training/sessions/<int:pk>/cancel/",
        training.SessionCancel.as_view(),
        name="training_session_cancel",
    ),
    path(
        "training/sessions/<int:pk>/enrol/", training.SessionEnrol.as_view(), name="training_enrol"
    ),
    path(
        "training/sessions/<int:pk>/present/", training.Present.as_view(), name="training_present"
    ),
    path("training/attempts/<int:pk>/", attempt.Sitting.as_view(), name="training_attempt"),
]
urlpatterns += [
    path("outreach/", outreach.List.as_view(), name="outreach"),
    path("outreach/chart.svg", outreach.chart, name="outreach_chart"),
    path("outreach/new/", outreach.New.as_view(), name="outreach_new"),
    path("outreach/plan/", outreach.Plan.as_view(), name="outreach_plan"),
    path("outreach/plan/goal/", outreach.GoalNew.as_view(), name="outreach_goal"),
    path("outreach/plan/tags/new/", outreach.TagNew.as_view(), name="outreach_tag_new"),
    path("outreach/plan/tags/<int:pk>/", outreach.TagEdit.as_view(), name="outreach_tag"),
    path("outreach/<int:pk>/", outreach.Detail.as_view(), name="outreach_event"),
    path("outreach/<int:pk>/edit/", outreach.Edit.as_view(), name="outreach_edit"),
    path("outreach/<int:pk>/remove/", outreach.Remove.as_view(), name="outreach_remove"),
    path("outreach/<int:pk>/photo/", outreach.Photo.as_view(), name="outreach_photo"),
    path(
        "outreach/<int:pk>/photo/<int:file>/remove/",
        outreach.RemovePhoto.as_view(),
        name="outreach_photo_remove",
    ),
]
