from django.urls import path

from .views import handler, referral, sheet, staff, station

app_name = "stations"
urlpatterns = [
    path("referrals/", referral.ReferralList.as_view(), name="referrals"),
    path("referrals/new/", referral.ReferralNew.as_view(), name="referral_new"),
    path("referrals/rates/", referral.ReturnRates.as_view(), name="referral_rates"),
    path("referrals/<int:pk>/", referral.ReferralDetail.as_view(), name="referral"),
    path("referrals/<int:pk>/upload/", referral.ReferralUpload.as_view(), name="referral_upload"),
    path("referrals/<int:pk>/reveal/", referral.ReferralReveal.as_view(), name="referral_reveal"),
    *(
        path(f"referrals/<int:pk>/{view.step_key}/", view.as_view(), name=f"referral_{view.step_key}")
        for view in referral.STEP_VIEWS
    ),
    path("", station.Tree.as_view(), name="tree"),
    path("names/", station.Names.as_view(), name="station_names"),
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
    path("people/<int:pk>/invite/", staff.Invite.as_view(), name="invite"),
    path("people/<int:pk>/leave/", staff.LeaveNew.as_view(), name="leave_new"),
    path("people/<int:pk>/leave/<int:leave>/cancel/", staff.LeaveCancel.as_view(), name="leave_cancel"),
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
]
