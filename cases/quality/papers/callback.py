"""Form 32 of a call while the work runs: filed with the call, so that the handler does not read it."""

from cases.quality.queries.callback import callbacks_for
from legalaid.platform.documents.access import register as register_access


def may_open(user, subject_id, *, write=False):
    return not write and callbacks_for(user).filter(pk=subject_id).exists()


register_access("callback", may_open, page="quality:callback")
