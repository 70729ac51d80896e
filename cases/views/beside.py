"""What stands beside a form about a case: the case in short, its materials, its scans, earlier matters."""

from django.urls import reverse

from cases.workflow import CASE
from legalaid.platform.documents.models import Attachment
from legalaid.platform.documents.picture import can_show

from .detail import others_of


def beside(case, user, step=None):
    items, files = list(case.materials.all()), list(files_of(case))
    held = {file.slot for file in files}
    return {
        "items": [(item, item.slot in held) for item in items],
        "files": files,
        "shown": next((file for file in files if can_show(file)), None),
        "earlier": others_of(case, user),
        "supplement": _way_to_supplement(case, user, step),
    }


def files_of(case):
    """Its files in their order, each with what the viewer asks: whether it can be shown."""
    rows = Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None)
    for file in rows:
        file.can_show = can_show(file)
        yield file


def _way_to_supplement(case, user, step):
    """From a scan that cannot be read to the notice that asks for it again, where the case is open for one."""
    wanted = CASE.steps["request_supplement"]
    if step is wanted or CASE.refusal(wanted, case, user):
        return ""
    return reverse("cases:request_supplement", args=[case.pk])
