"""Where a case can stand: whose turn it is, what waits there, what the applicant is told."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.steps import Place

from ..enums import State as S

PLACES = (
    Place(S.AT_STATION, Role.STATION, "申请", "已收到申请", task="初审，移交中心"),
    Place(S.HANDED_OVER, Role.WINDOW, "申请", "已由工作站移交法律援助中心", task="签收移交"),
    Place(S.RETURNED_TO_STATION, Role.STATION, "申请", "工作站正在补充材料", task="补齐后再移交"),
    Place(S.SUBMITTED, Role.WINDOW, "受理", "已收到申请", task="核对材料，受理或者通知补正"),
    Place(S.SUPPLEMENT, Role.WINDOW, "受理", "等待申请人补充材料", task="等申请人补充材料"),
    Place(S.FORM_REVIEW, Role.REVIEWER, "审查", "已受理，正在审查", task="形式审查"),
    Place(
        S.MERITS_REVIEW, Role.REVIEWER, "审查", "已受理，正在审查", task="实体审查，提出审查意见"
    ),
    Place(
        S.COOPERATION,
        Role.REVIEWER,
        "审查",
        "已受理，正在请异地机构协助核查",
        task="等异地机构回函",
    ),
    Place(S.DECISION, Role.DIRECTOR, "决定", "审查完毕，等待决定", task="决定是否给予法律援助"),
    Place(S.GRANTED, Role.DIRECTOR, "指派", "已决定给予法律援助", task="指派承办人"),
    Place(S.OFFERED, Role.HANDLER, "指派", "已指派承办机构", task="接受指派"),
    Place(S.AGREEMENT, Role.HANDLER, "办理", "承办人已确定，即将签订委托协议", task="签订委托协议"),
    Place(
        S.LAWYER_REFUSED,
        Role.DIRECTOR,
        "办理",
        "等待另行确定律师",
        task="更换承办人，或者由其自行委托",
    ),
    Place(S.FIRST_MEETING, Role.HANDLER, "办理", "即将约见", task="首次会见（约见）"),
    Place(S.HANDLING, Role.HANDLER, "办理", "正在办理", task="办理，办结后登记结案"),
    Place(
        S.TERMINATING,
        Role.DIRECTOR,
        "办理",
        "正在审查是否终止法律援助",
        task="听取受援人意见，决定是否终止",
    ),
    Place(S.CONCLUDED, Role.HANDLER, "结案", "案件已办结", task="报送结案材料"),
    Place(
        S.TERMINATED,
        Role.WINDOW,
        "结案",
        "已决定终止法律援助；有异议的，可以按决定书写明的期限和去处提出",
        task="送达终止决定，报送已办工作的结案材料",
    ),
    Place(S.CLOSING_REVIEW, Role.REVIEWER, "结案", "结案材料审查中", task="审查结案材料"),
    Place(S.CLOSING_RETURNED, Role.HANDLER, "结案", "结案材料补正中", task="补正后再报送"),
    Place(S.ITEM_OWED, Role.HANDLER, "结案", "案件已办结", task="补交卷宗材料"),
    Place(S.FOLLOW_UP, Role.WINDOW, "回访", "等待回访", task="回访受援人"),
    Place(S.ARCHIVING, Role.WINDOW, "归档", "等待归档", task="整理卷宗，归档"),
    Place(S.SEALING, None, "归档", "正在归档", task="生成卷宗"),
    Place(S.ARCHIVED, None, "归档", "已归档", final=True),
    Place(
        S.REFUSED,
        None,
        "决定",
        "已决定不予法律援助；有异议的，可以按决定书写明的期限和去处提出",
        final=True,
    ),
    Place(S.WITHDRAWN, None, "受理", "申请已撤回", final=True),
    Place(S.DEEMED_WITHDRAWN, None, "受理", "逾期未补正，视为撤回申请", final=True),
    Place(S.REFERRED_AWAY, None, "受理", "已告知向有权机构申请", final=True),
    Place(S.JOINED, None, "受理", "与另一件申请是同一事项，已并入", final=True),
    Place(S.ANNULLED, None, "受理", "登记有误，已撤销", final=True),
    Place(S.APPLICANT_DIED, None, "受理", "申请人死亡，申请终结", final=True),
)
PHASES = ("接待", "申请", "受理", "审查", "决定", "指派", "办理", "结案", "回访", "归档")
