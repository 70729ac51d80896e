"""Agreement and mandate: printed before they are signed, with the powers chosen (Procedure Rules art. 27; 民诉法 art. 62)."""

from cases.enums import Signer, Signing
from cases.models import Agreement
from cases.queries.age import grown, guardian_of
from cases.workflow import CASE
from legalaid.platform.core.errors import DomainError
from legalaid.platform.documents.models import Paper

from .assignment import current, in_order
from .papers import renew
from .representation import check_signer

PAPERS = ("agreement", "power_of_attorney")


@CASE.step("set_powers")
def set_powers(case, *, by, at, codes, copies, powers):
    """Both papers are issued anew where they now say something else. `codes`: of grounds.SPECIAL_POWERS, `powers`: in words."""
    row, _ = Agreement.objects.get_or_create(assignment=current(case))
    if (row.powers, row.copies) == (list(codes), copies):
        raise DomainError("代理权限和份数没有改动。")

    row.powers, row.copies = list(codes), copies
    row.save()
    renew(case, by=by, at=at, reason="改定代理权限或者份数", kinds=PAPERS)


@CASE.step("sign_agreement")
def sign_agreement(
    case, *, by, at, signed_on, signer="", manner=Signing.SIGNATURE, read_aloud=False, helper=""
):
    """Agreement and power of attorney signed with the recipient or who stands for him or her (Procedure Rules art. 27)."""
    in_order(current(case).at, signed_on, at, "签订日期", "signed_on")
    signer = signer or usual_signer(case, signed_on)
    check_signer(case, day=signed_on, signer=signer, manner=manner, read_aloud=read_aloud)

    facts = {"signer": signer, "manner": manner, "read_aloud": read_aloud, "helper": helper}
    row, _ = Agreement.objects.update_or_create(assignment=current(case), defaults=facts)
    case.signed_on = signed_on
    _print_what_is_missing(case, by, at)
    if grown(case, signed_on):
        renew(case, by=by, at=at, kinds=PAPERS, reason="受援人已成年，由本人签订")
    return row


def usual_signer(case, day):
    return Signer.GUARDIAN if guardian_of(case, day) else Signer.SELF


def _print_what_is_missing(case, by, at):
    """A case taken on before these papers came with the acceptance."""
    papers = Paper.objects.filter(workflow="case", subject_id=case.pk)
    since = set(papers.filter(issued_at__gte=current(case).at).values_list("kind", flat=True))
    for kind in ("official_letter", *PAPERS):
        if kind not in since:
            CASE.issue(kind, case, by=by, at=at)
