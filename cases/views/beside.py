"""What stands beside a form about a case: the case in short, its materials, its scans, earlier matters."""

from django.urls import reverse

from cases.workflow import CASE
from legalaid.platform.documents.kinds import REVEAL
from legalaid.platform.documents.models import Attachment
from legalaid.platform.documents.picture import can_show, read_by

from .detail import others_of

READERS = ("cases.review", "cases.decide")  # whose steps rest on what was handed in


def beside(case, user, step=None):
    items, files = list(case.materials.all()), list(files_of(case, user))
    held = {file.slot for file in files}
    return {
        "items": [(item, item.slot in held) for item in items],
        "files": files,
        "shown": next((file for file in files if file.can_show), None),
        "unopened": [file for file in files if file.is_new],
        "asks_to_read": step is not None and step.permission in READERS and not step.minor,
        "earlier": others_of(case, user),
        "supplement": _way_to_supplement(case, user, step),
    }


def files_of(case, user):
    """Its files in their order, each with what the viewer asks: whether it can be shown to this person, and whether it was read before."""
    rows = Attachment.objects.filter(workflow="case", subject_id=case.pk, removed_at=None)
    read, may_read = read_by(user, "case", case.pk), user.may(REVEAL)
    for file in rows:
        file.can_show = may_read and can_show(file)
        file.is_new = file.can_show and file.pk not in read
        yield file


def _way_to_supplement(case, user, step):
    """From a scan that cannot be read to the notice that asks for it again, where the case is open for one."""
    wanted = CASE.steps["request_supplement"]
    if step is wanted or CASE.refusal(wanted, case, user):
        return ""
    return reverse("cases:request_supplement", args=[case.pk])
