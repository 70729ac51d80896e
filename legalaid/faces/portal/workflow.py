"""NOTICE: a public notice is prepared, published by another person, and withdrawn by a third or by its end date."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .enums import NoticeState as S


def not_the_preparer(user, notice):
    return "这份公示由您拟制，须由另一人审核发布。" if notice.prepared_by_id == user.pk else ""


def not_the_publisher(user, notice):
    return "这份公示由您发布，须由另一人撤下。" if notice.published_by_id == user.pk else ""


PLACES = (
    Place(S.PREPARED, Role.DIRECTOR, "拟制"),
    Place(S.PUBLISHED, None, "公示"),
    Place(S.WITHDRAWN, None, "公示", final=True),
    Place(S.DISCARDED, None, "拟制", final=True),
)
STEPS = (
    Step("prepare", "拟制公示", "法律援助法第五十八条", {S.PREPARED}, None, "notices.prepare",
         sentence="拟制公示“{title}”", records=("title",), opening=True),
    Step("revise", "修改说明", "", {S.PREPARED}, None, "notices.prepare", sentence="修改公示说明", minor=True),
    Step("hide_small", "隐去过小的数字", "", {S.PREPARED}, None, "notices.prepare", sentence="隐去可能识别到个人的小数字", minor=True),
    Step("publish", "发布", "法律援助法第五十八条", {S.PREPARED}, S.PUBLISHED, "notices.publish",
         papers=("public_notice",), sentence="发布公示“{title}”，至{shown_to}{checked}", records=("title", "shown_to", "checked")),
    Step("discard", "作废", "", {S.PREPARED}, S.DISCARDED, "notices.prepare", sentence="作废公示：{reason}", records=("reason",), danger=True),
    Step("withdraw", "撤下", "", {S.PUBLISHED}, S.WITHDRAWN, "notices.withdraw",
         sentence="撤下公示：{reason}", records=("reason",), danger=True),
)  # fmt: skip

NOTICE = Workflow(
    "notice",
    noun="公示",
    places=PLACES,
    steps=STEPS,
    policies={"notices.publish": not_the_preparer, "notices.withdraw": not_the_publisher},
)
