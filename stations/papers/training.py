from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register
from stations.models import Certificate
from stations.queries.training import courses_for, trainees_for

register(PaperKind("training_certificate", "", "培训合格证书", "训"))


def may_open_material(user, subject_id, *, write=False):
    """Course material is for everybody who can attend; those who run the training add to it."""
    if write and not user.may("training.manage"):
        return False
    return courses_for(user).filter(pk=subject_id).exists()


def may_open_certificate(user, subject_id, *, write=False):
    """One's own; those who run the training see those of their people."""
    if write:
        return False
    rows = Certificate.objects.filter(pk=subject_id)
    if user.may("training.manage"):
        return rows.filter(user__in=trainees_for(user)).exists()
    return rows.filter(user=user).exists()


register_access("training", may_open_material)
register_access("certificate", may_open_certificate)
