"""Readings of the work of supervisors (report S8)."""

from cases.quality.queries.supervision import year_of
from stations.models import Station

from .reading import Reading


def supervision_figures(span):
    """Unknown where nobody was appointed and nothing drawn: a county without supervisors has no zeros to report."""
    found = year_of(Station.objects.order_by(), span.starts, span.ends)
    known = found.appointed or found.drawn

    rows = (
        ("supervisors", "在聘监督员", found.appointed, "人", "聘期在本期之内的监督员人数"),
        ("supervisor_tasks", "完成监督任务", found.done, "件", "本期完成的阅看案卷、旁听庭审、回访受援人"),
        ("supervisor_opinions", "监督意见", found.opinions, "件", "本期提出、没有撤回的件数"),
        ("supervisor_in_time", "按期答复监督意见", found.in_time, "件", "其中每次都在期限内答复的件数"),
    )  # fmt: skip
    for key, label, value, unit, definition in rows:
        yield Reading(key, label, value if known else None, unit, str(span), definition)
