from legalaid.platform.office.pages import ListPage

from . import archive
from .models import Proof
from .tables import PROOFS


class Proofs(ListPage):
    """Each backup and each proof, newest first."""

    permission = "office.settings"
    template_name = "backup/list.html"
    queryset = Proof.objects.all()

    def get_context_data(self, **kwargs):
        there = archive.backups()
        last = max(there, default=None)
        return super().get_context_data(table=PROOFS, there=len(there), last=last, **kwargs)
