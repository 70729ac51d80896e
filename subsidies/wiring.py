"""Imports every module that registers acts and file policies."""

from legalaid.platform.audit.verbs import verb
from legalaid.platform.documents.access import register

from .domain import batch, calculation, kept, payment, proposal, standard, taken_back  # noqa: F401
from .queries.proposal import proposals_for


def may_open_proposal(user, subject_id, *, write=False):
    """Policy for the papers behind a proposal: whoever sees the proposal reads them; they are stored with it and never after."""
    return not write and proposals_for(user).filter(pk=subject_id).exists()


register("proposal", may_open_proposal)
verb("ledger.export", "导出经费账册{count}行", data=("count", "query"))
