"""The minutes of a discussion by several, signed by those who took part."""

from cases.domain.discussion import votes_told
from cases.enums import Vote
from cases.workflow import CASE
from legalaid.platform.core.words import day

from .facts import base


@CASE.paper("discussion_minutes")
def discussion_minutes(case, *, by, at, discussion, before=None, why="", **facts):
    """`before`: the minutes these take the place of, and `why`."""
    people = list(discussion.people.all())

    return {
        **base(case, by, at),
        "level": discussion.get_level_display(),
        "replaces": before.number_text if before else "",
        "why": why,
        "early": discussion.early,
        "handler": str(case.handler or ""),
        "held_on": day(discussion.held_on),
        "place": discussion.place,
        "question": discussion.question,
        "sent": "；".join(discussion.sent),
        "people": [
            {
                "name": one.name,
                "post": one.post,
                "vote": Vote(one.vote).label,
                "signs": one.vote not in (Vote.RECUSED, Vote.ABSENT),
                "opinion": one.opinion,
            }
            for one in people
        ],
        "votes": votes_told([one.vote for one in people]),
        "conclusion": discussion.conclusion,
        "against_why": discussion.against_why,
        "tasks": [
            {"what": task.what, "who": task.who, "due": day(task.due_on)}
            for task in discussion.tasks.all()
        ],
    }
