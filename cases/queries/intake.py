"""What follows from the answers of the intake form: the favours of the Law, the checklist, the questions left to ask."""

from cases.law.checklist import materials
from cases.law.exemption import exempt, not_limited
from cases.law.questions import questions
from cases.law.scope import labours, matter_of
from legalaid.platform.core.identifiers import IdKind

from .eligibility import cause_path

TELLING = (IdKind.RESIDENT, IdKind.HMT)  # numbers that always carry sex and birth date
FAMILY = ("婚姻家庭", "抚养", "赡养", "扶养", "继承", "监护", "离婚")


def favours(crowds, path, basis="", status="", role=""):
    """(art. 32 favour or None, art. 42 favour or None); `basis`, `status`: the ground of each as chosen at the window."""
    free = next(iter(not_limited(crowds, path, basis, role)), None)
    waived = next(iter(exempt(crowds, path, status)), None)
    return free, waived


def checklist_for(cause, crowds, representative, several=False, *, basis="", status="", role=""):
    path = cause_path(cause)
    free, waived = favours(crowds, path, basis, status, role)
    return materials(
        cause.kind,
        path,
        exempt_proof=waived.proof if waived else "",
        not_limited_proof=free.proof if free else "",
        representative=representative,
        several=several,
        basis=basis or ("wages" if labours(crowds, path) else ""),
    )


def questions_for(cause, crowds, *, role="", id_kind="", identity=None, basis=""):
    """The questions for `cause` (None while not chosen); `identity` is what the document told, or None while it is not yet right."""
    path = cause_path(cause) if cause else []
    family = "abuse_victim" in crowds or any(word in name for name in path for word in FAMILY)
    tells_itself = id_kind in TELLING

    return questions(
        kind=cause.kind if cause else "",
        matter=matter_of(path) if cause and cause.kind != "criminal" else "",
        family=family,
        role=role,
        knows_sex=tells_itself or bool(identity and identity.sex),
        knows_birth=tells_itself or bool(identity and identity.birth),
        limited=not (cause and favours(crowds, path, basis, role=role)[0]),
    )
