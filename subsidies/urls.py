from django.urls import path

from .views import (
    bank_word,
    batch,
    calculation,
    fund,
    ledger,
    payment,
    project,
    proposal,
    standard,
)

app_name = "subsidies"
ENTER = {
    "appropriation": proposal.EnterAppropriation,
    "expense": proposal.EnterExpense,
    "transfer": proposal.EnterTransfer,
    "overdraft": proposal.EnterOverdraft,
    "year_end": proposal.EnterYearEnd,
}
PROPOSAL_STEPS = (proposal.Approve, proposal.Reject, proposal.Withdraw)
BATCH_STEPS = (
    batch.SubmitBatch,
    batch.ReviewBatch,
    batch.ApproveBatch,
    batch.ReturnBatch,
    batch.RefuseBatch,
    batch.DiscardBatch,
    batch.RevokeBatch,
    batch.Announce,
    payment.Send,
    payment.BookReturn,
    payment.EnterPaper,
    payment.ConfirmPaper,
    payment.RefusePaper,
    payment.Retry,
    payment.GiveUp,
    payment.RecordReceipt,
    batch.PublishBatch,
)
STANDARD_STEPS = (
    standard.Revise,
    standard.ApproveStandard,
    standard.PublishStandard,
    standard.EndStandard,
    standard.DiscardStandard,
)


def steps(views, under, prefix=""):
    """The page of each step, named as the step."""
    return [
        path(f"{under}/<int:pk>/{view.step_key}/", view.as_view(), name=prefix + view.step_key)
        for view in views
    ]


urlpatterns = [
    path("bank-words/", bank_word.BankWords.as_view(), name="bank_words"),
    path("bank-words/<int:pk>/drop/", bank_word.BankWordDrop.as_view(), name="bank_word_drop"),
    path("funds/", fund.FundList.as_view(), name="funds"),
    path("funds/<int:pk>/", fund.FundPage.as_view(), name="fund"),
    path("funds/<int:pk>/quarter/", project.ProjectQuarter.as_view(), name="quarter"),
    path("proposals/", proposal.ProposalList.as_view(), name="proposals"),
    *(
        path(f"proposals/new/{key}/", view.as_view(), name=f"enter_{key}")
        for key, view in ENTER.items()
    ),
    path("proposals/<int:pk>/", proposal.ProposalPage.as_view(), name="proposal"),
    *steps(PROPOSAL_STEPS, "proposals", "proposal_"),
    path("ledger/", ledger.Ledger.as_view(), name="ledger"),
    path("lines/", ledger.Lines.as_view(), name="lines"),
    path("publication/", ledger.Publication.as_view(), name="publication"),
    path("tables/", ledger.Tables.as_view(), name="tables"),
    path("entries/<int:pk>/", fund.EntryPage.as_view(), name="entry"),
    path("entries/<int:pk>/reverse/", proposal.EnterReversal.as_view(), name="enter_reversal"),
    path("batches/", batch.BatchList.as_view(), name="batches"),
    path("batches/new/", batch.OpenBatch.as_view(), name="open_batch"),
    path("batches/<int:pk>/", batch.BatchPage.as_view(), name="batch"),
    path("batches/<int:pk>/fill/", batch.FillBatch.as_view(), name="fill"),
    path("batches/<int:pk>/bank/", payment.BankFile.as_view(), name="bank_file"),
    path("batches/<int:pk>/sheet/", batch.PaySheet.as_view(), name="pay_sheet"),
    *steps(BATCH_STEPS, "batches"),
    path("calculations/<int:pk>/", calculation.CalculationPage.as_view(), name="calculation"),
    path("claims/<int:pk>/", calculation.Declare.as_view(), name="claim"),
    path("claims/<int:pk>/share/", proposal.EnterShare.as_view(), name="enter_share"),
    path("calculations/<int:pk>/refund/", proposal.EnterRefund.as_view(), name="enter_refund"),
    path("mine/", calculation.Mine.as_view(), name="mine"),
    path("standards/", standard.StandardList.as_view(), name="standards"),
    path("standards/new/", standard.Propose.as_view(), name="propose"),
    path("standards/try/", standard.TryIt.as_view(), name="try"),
    path("standards/<int:pk>/", standard.StandardPage.as_view(), name="standard"),
    path("standards/<int:pk>/simulate/", standard.Simulate.as_view(), name="simulate"),
    *steps(STANDARD_STEPS, "standards"),
]
