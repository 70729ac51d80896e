from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register
from stations.queries.roster import rosters_for

register(PaperKind("duty_roster", "", "值班安排表", "值"))


def may_open(user, subject_id, *, write=False):
    """The plan is for everybody it concerns; nobody adds files to it."""
    return not write and rosters_for(user).filter(pk=subject_id).exists()


register_access("roster", may_open)
