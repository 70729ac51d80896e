"""Aid is provided at once, its formalities follow (Law art. 44), as rows. They stand beside the work: what was begun does not begin anew."""

from legalaid.platform.procedure.steps import BACK, Step

from .. import periods as c
from ..enums import AIDED, URGENT_IN
from ..enums import State as S
from .application import EXAMINING

LAW = "法律援助法第四十四条"
OWED = (c.FIRST_PROVISION.key,)
CAME_FROM = URGENT_IN - {S.SUPPLEMENT, S.COOPERATION}

PRIOR = (
    Step("provide_first", "先行提供", LAW, URGENT_IN, S.GRANTED, "cases.provide", stops=(c.WINDOW_PROMISE.key,), resumes=EXAMINING,
         cancels=(c.HAND_OVER.key, c.SIGN_FOR.key, c.SUPPLEMENT.key, c.COOPERATION.key), starts=(c.ASSIGNMENT.key,), dates=OWED,
         papers=("prior_notice",), sentence="决定先行提供法律援助：{ground:urgency}，{owed_by}前补办手续：{owed}",
         records=("ground", "owed_by", "owed"), personal=("reason",), public="情况紧急，已决定先行提供法律援助，请按时补办手续", danger=True),
    Step("extend_prior", "延长补办手续的期限", LAW, AIDED, None, "cases.prior", dates=OWED,
         sentence="补办手续的期限延长至{owed_by}：{reason}", records=("owed_by",), personal=("reason",), minor=True),
    Step("review_prior", "补办审查", "法律援助法第四十三条第一款、第四十四条", AIDED, None, "cases.review_prior",
         sentence="先行提供的补办审查，审查意见：{proposal}", records=("proposal",), personal=("opinion",)),
    Step("confirm_prior", "补办给予决定", "法律援助法第四十三条第一款、第四十四条", AIDED, None, "cases.confirm_prior",
         stops=(c.EXAMINATION.key, c.FIRST_PROVISION.key), papers=("decision_grant", "review_form"),
         sentence="手续已补办，决定给予法律援助：{grounds}", records=("grounds",), personal=("opinion",), public="手续已补办，已决定给予法律援助"),
    Step("fail_prior", "认定先行提供不能确认", LAW, AIDED, None, "cases.prior", stops=(c.EXAMINATION.key,), cancels=OWED,
         sentence="先行提供不能确认：{finding:prior}", records=("finding",), personal=("reasons",), danger=True),
    Step("revoke_prior", "撤销先行提供", LAW, {S.GRANTED, S.OFFERED, S.AGREEMENT}, BACK, "cases.prior", returns_to=CAME_FROM,
         cancels=(c.ASSIGNMENT.key, c.FIRM_ARRANGEMENT.key, c.AGREEMENT.key, c.FIRST_PROVISION.key), papers=("prior_revoked",),
         sentence="撤销先行提供：{reason}", personal=("reason",), public="先行提供已撤销，申请继续审查", danger=True),
)  # fmt: skip
