from django.urls import path

from legalaid.platform.office.access import public

from .views import (
    callback,
    complaint,
    complaint_inquiry,
    draw,
    expert,
    filecheck,
    inquiry,
    lesson,
    observation,
    plan,
    qualityfile,
    rating,
    review,
    sheet,
    supervision,
    supervisor,
    supervisor_task,
)

app_name = "quality"

PLANS = [
    path("plans/", plan.Plans.as_view(), name="plans"),
    path("plans/new/", plan.PlanNew.as_view(), name="plan_new"),
    path("plans/<int:pk>/", plan.PlanPage.as_view(), name="plan"),
    path("plans/<int:pk>/correct/", plan.PlanCorrect.as_view(), name="plan_correct"),
    path("plans/<int:pk>/remove/", plan.PlanRemove.as_view(), name="plan_remove"),
    path("plans/<int:pk>/lines/", plan.LineNew.as_view(), name="line_new"),
    path("lines/<int:pk>/", plan.LineEdit.as_view(), name="line"),
    path("lines/<int:pk>/remove/", plan.LineRemove.as_view(), name="line_remove"),
    path("lines/<int:pk>/draw/", draw.DrawLine.as_view(), name="draw_line"),
    path("draws/<int:pk>/", draw.DrawPage.as_view(), name="draw"),
    path("draws/<int:pk>/again/", draw.DrawAgain.as_view(), name="draw_again"),
    path("draws/<int:pk>/list/", draw.DrawList.as_view(), name="draw_list"),
    path("draws/<int:pk>/void/", draw.DrawVoid.as_view(), name="draw_void"),
    path("checks/", filecheck.FileChecks.as_view(), name="file_checks"),
    path("checks/<int:pk>/", filecheck.CheckFile.as_view(), name="file_check"),
]

REVIEWS = [
    path("experts/", expert.Experts.as_view(), name="experts"),
    path("experts/new/", expert.ExpertNew.as_view(), name="expert_new"),
    path("experts/<int:pk>/end/", expert.ExpertEnd.as_view(), name="expert_end"),
    path("sheets/", sheet.Sheets.as_view(), name="sheets"),
    path("sheets/<int:pk>/", sheet.SheetChange.as_view(), name="sheet_change"),
    path("sheets/limits/", sheet.RuleNew.as_view(), name="review_rule"),
    path("scores/", review.Scores.as_view(), name="scores"),
    path("scores/<int:pk>/", review.Score.as_view(), name="score"),
    path("scores/<int:pk>/files/<int:file>/", review.ScoreFile.as_view(), name="score_file"),
    path("reviews/", review.Reviews.as_view(), name="reviews"),
    path("reviews/new/", review.ReviewNew.as_view(), name="review_new"),
    path("reviews/figures/", review.Figures.as_view(), name="review_figures"),
    path("reviews/<int:pk>/", review.ReviewPage.as_view(), name="review"),
    *(
        path(f"reviews/<int:pk>/{page.step_key}/", page.as_view(), name=f"review_{page.step_key}")
        for page in review.STEPS
    ),
]

OBSERVATIONS = [
    path("hearings/", observation.Hearings.as_view(), name="hearings"),
    path("hearings/<int:pk>/", observation.Assign.as_view(), name="assign_observer"),
    path("hearings/<int:pk>/publicity/", observation.TellPublicity.as_view(), name="publicity"),
    path("observations/", observation.Observations.as_view(), name="observations"),
    path("observations/<int:pk>/", observation.ObservationPage.as_view(), name="observation"),
    *(
        path(f"observations/<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in observation.STEPS
    ),
]

INQUIRIES = [
    path("organs/", inquiry.Inquiries.as_view(), name="organ_inquiries"),
    path("organs/new/", inquiry.InquiryNew.as_view(), name="organ_inquiry_new"),
    path("organs/figures/", inquiry.InquiryFigures.as_view(), name="organ_figures"),
    path("organs/<int:pk>/", inquiry.InquiryPage.as_view(), name="organ_inquiry"),
    *(
        path(f"organs/<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in inquiry.STEPS
    ),
]

CALLS = [
    path("calls/", callback.Calls.as_view(), name="calls"),
    path("calls/made/", callback.Called.as_view(), name="calls_made"),
    path("calls/<int:pk>/", callback.CallbackPage.as_view(), name="callback"),
    path("calls/<int:pk>/void/", callback.CallbackVoid.as_view(), name="callback_void"),
    path("calls/rates/", callback.CallRates.as_view(), name="call_rates"),
]

urlpatterns = [*PLANS, *REVIEWS, *OBSERVATIONS, *INQUIRIES, *CALLS]

COMPLAINT_STEPS = (
    complaint.Amend,
    complaint.Cancel,
    complaint.Accept,
    complaint.Refuse,
    complaint.Merge,
    complaint.AskStatement,
    complaint.RecordHearing,
    complaint.CorrectHearing,
    complaint.Settle,
    complaint.Answer,
    complaint.Withdraw,
    complaint.WithdrawAndGoOn,
    complaint.Reopen,
    complaint.Part,
    complaint.BringRemedy,
)

urlpatterns += [
    path("complaints/", complaint.Complaints.as_view(), name="complaints"),
    path("complaints/new/", complaint.ComplaintNew.as_view(), name="complaint_new"),
    path("complaints/<int:pk>/", complaint.ComplaintPage.as_view(), name="complaint"),
    path(
        "complaints/<int:pk>/reveal/",
        complaint.ComplaintReveal.as_view(),
        name="complaint_reveal",
    ),
    *(
        path(f"complaints/<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in COMPLAINT_STEPS
    ),
    path("complaints/grounds/", complaint_inquiry.Grounds.as_view(), name="complaint_grounds"),
    path(
        "complaints/grounds/new/",
        complaint_inquiry.GroundNew.as_view(),
        name="complaint_ground_new",
    ),
    path(
        "complaints/grounds/<int:pk>/",
        complaint_inquiry.GroundEdit.as_view(),
        name="complaint_ground",
    ),
    path("inquiries/", complaint_inquiry.Inquiries.as_view(), name="inquiries"),
    path("inquiries/<int:pk>/", complaint_inquiry.Inquiry.as_view(), name="inquiry"),
]

FILES = [
    path("files/", qualityfile.Files.as_view(), name="files"),
    path("files/own/", qualityfile.OwnFile.as_view(), name="own_file"),
    path("files/<int:pk>/", qualityfile.HandlerFile.as_view(), name="handler_file"),
    path("files/<int:pk>/chart/", qualityfile.handler_chart, name="handler_chart"),
    path("files/<int:pk>/paper/", qualityfile.HandlerPaper.as_view(), name="handler_file_paper"),
    path("cases/<int:pk>/", qualityfile.CaseFile.as_view(), name="case_file"),
    path("firms/<int:pk>/", qualityfile.FirmFile.as_view(), name="firm_file"),
    path("firms/<int:pk>/chart/", qualityfile.firm_chart, name="firm_chart"),
    path("firms/<int:pk>/paper/", qualityfile.FirmPaper.as_view(), name="firm_file_paper"),
]

LESSONS = [
    path("lessons/", lesson.Lessons.as_view(), name="lessons"),
    path("lessons/new/", lesson.LessonNew.as_view(), name="lesson_new"),
    path("lessons/<int:pk>/drop/", lesson.LessonDrop.as_view(), name="lesson_drop"),
]

urlpatterns += [*FILES, *LESSONS]

urlpatterns += [
    path("rate/", public(rating.ByCode.as_view()), name="rate"),
    path("ratings/", rating.Windows.as_view(), name="ratings"),
    path("ratings/bad/", rating.BadRatings.as_view(), name="bad_ratings"),
    path("ratings/ticket/<int:pk>/", rating.OfTicket.as_view(), name="rate_ticket"),
    path(
        "ratings/consultation/<int:pk>/",
        rating.OfConsultation.as_view(),
        name="rate_consultation",
    ),
    path("ratings/case/<int:pk>/", rating.OfCase.as_view(), name="rate_case"),
    path("ratings/<int:pk>/", rating.RatingPage.as_view(), name="rating"),
    path("ratings/<int:pk>/reveal/", rating.RatingReveal.as_view(), name="rating_reveal"),
    path("ratings/<int:pk>/call_rater/", rating.CallRater.as_view(), name="call_rater"),
    path("ratings/<int:pk>/correct_rating/", rating.Correct.as_view(), name="correct_rating"),
    path("ratings/<int:pk>/rectify_rating/", rating.Rectify.as_view(), name="rectify_rating"),
]

urlpatterns += [
    path("supervisors/", supervisor.Supervisors.as_view(), name="supervisors"),
    path("supervisors/new/", supervisor.SupervisorNew.as_view(), name="supervisor_new"),
    path("supervisors/<int:pk>/", supervisor.SupervisorPage.as_view(), name="supervisor"),
    path("supervisors/<int:pk>/correct/", supervisor.Correct.as_view(), name="supervisor_correct"),
    path("supervisors/<int:pk>/end/", supervisor.End.as_view(), name="supervisor_end"),
    path("supervisors/<int:pk>/draw/", supervisor.Draw.as_view(), name="supervisor_draw"),
    path("supervisors/draws/<int:pk>/", supervisor.DrawPage.as_view(), name="task_draw"),
    path("supervisors/draws/<int:pk>/void/", supervisor.DrawVoid.as_view(), name="task_draw_void"),
    path("tasks/", supervisor_task.Tasks.as_view(), name="tasks"),
    path("tasks/<int:pk>/", supervisor_task.TaskPage.as_view(), name="task"),
    path("tasks/<int:pk>/release/", supervisor_task.Release.as_view(), name="task_release"),
    path("tasks/<int:pk>/cancel/", supervisor_task.Cancel.as_view(), name="task_cancel"),
    path("tasks/<int:pk>/finish/", supervisor_task.Finish.as_view(), name="task_finish"),
    path("tasks/<int:pk>/correct/", supervisor_task.CorrectFound.as_view(), name="task_correct"),
    path("tasks/<int:pk>/return/", supervisor_task.HandBack.as_view(), name="task_return"),
    path("tasks/<int:pk>/attempt/", supervisor_task.Attempt.as_view(), name="task_attempt"),
    path("tasks/<int:pk>/reached/", supervisor_task.Reached.as_view(), name="task_reached"),
]

urlpatterns += [
    path("tasks/<int:pk>/opinion/", supervision.OpinionNew.as_view(), name="opinion_new"),
    path("opinions/", supervision.Opinions.as_view(), name="opinions"),
    path("opinions/<int:pk>/urge/", supervision.OpinionUrge.as_view(), name="opinion_urge"),
    path("opinions/<int:pk>/", supervision.OpinionPage.as_view(), name="opinion"),
    *(
        path(f"opinions/<int:pk>/{view.step_key}/", view.as_view(), name=view.step_key)
        for view in supervision.STEPS
    ),
    path("supervision/", supervision.Report.as_view(), name="supervision"),
    path("supervision/paper/", supervision.ReportPaper.as_view(), name="supervision_paper"),
]
