"""Bringing decisions, notices and letters to whom they are for (程序规定 art. 20), wherever the case stands, as rows."""

from legalaid.platform.procedure.steps import Step

from ..enums import SERVED_IN

SERVICE = (
    Step("serve", "登记送达", "", SERVED_IN, None, "cases.serve",
         sentence="送达{title}：{manner}，{days}，受送达人{recipient}{place}", records=("title",),
         personal=("manner", "days", "recipient", "place", "note"), minor=True, may_follow=True),
    Step("serve_members", "逐人登记送达", "", SERVED_IN, None, "cases.serve_members",
         sentence="送达{title}给{count}人：{manner}，{days}：{what}", records=("count", "title"),
         personal=("manner", "days", "what", "note"), minor=True),
    Step("update_service", "登记收到、退回或者更正送达", "", SERVED_IN, None, "cases.serve",
         sentence="送达{was}：{said}", personal=("was", "said"), minor=True),
)  # fmt: skip
