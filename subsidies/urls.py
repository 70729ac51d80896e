from django.urls import path

from .views import fund, ledger, proposal

app_name = "subsidies"
ENTER = {
    "appropriation": proposal.EnterAppropriation,
    "expense": proposal.EnterExpense,
    "transfer": proposal.EnterTransfer,
    "overdraft": proposal.EnterOverdraft,
    "year_end": proposal.EnterYearEnd,
}
PROPOSAL_STEPS = (proposal.Approve, proposal.Reject, proposal.Withdraw)
urlpatterns = [
    path("funds/", fund.FundList.as_view(), name="funds"),
    path("funds/<int:pk>/", fund.FundPage.as_view(), name="fund"),
    path("proposals/", proposal.ProposalList.as_view(), name="proposals"),
    *(path(f"proposals/new/{key}/", view.as_view(), name=f"enter_{key}") for key, view in ENTER.items()),
    path("proposals/<int:pk>/", proposal.ProposalPage.as_view(), name="proposal"),
    *(path(f"proposals/<int:pk>/{view.step_key}/", view.as_view(), name=f"proposal_{view.step_key}") for view in PROPOSAL_STEPS),
    path("ledger/", ledger.Ledger.as_view(), name="ledger"),
    path("lines/", ledger.Lines.as_view(), name="lines"),
    path("publication/", ledger.Publication.as_view(), name="publication"),
    path("tables/", ledger.Tables.as_view(), name="tables"),
    path("entries/<int:pk>/", fund.EntryPage.as_view(), name="entry"),
    path("entries/<int:pk>/reverse/", proposal.EnterReversal.as_view(), name="enter_reversal"),
]
