from cases.quality.queries.qualityfile import firm_files, handler_files
from legalaid.platform.documents.access import register as register_access
from legalaid.platform.documents.kinds import PaperKind, register

register(PaperKind("quality_file", "", "办案质量档案", "质"))


def may_open_handler(user, subject_id, *, write=False):
    return not write and handler_files(user).filter(pk=subject_id).exists()


def may_open_firm(user, subject_id, *, write=False):
    return not write and firm_files(user).filter(pk=subject_id).exists()


register_access("handler_file", may_open_handler)
register_access("firm_file", may_open_firm)
