"""SUBMISSION: what the public sends in at any hour waits for a person, who registers it, tells where to go instead, or lays it aside."""

from legalaid.platform.accounts.roles import Role
from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.engine import Workflow
from legalaid.platform.procedure.steps import Place, Step

from .enums import SubmissionState as S
from .enums import Why
from .periods import SUBMISSION_SEEN
from .permissions import of_ones_place

codes(submission_why=dict(Why.choices))

SEEN = (SUBMISSION_SEEN.key,)
HANDLE = "submissions.handle"
DONE = (S.REFERRED, S.SET_ASIDE)


def whose_turn(submission, place):
    """That of the township station the applicant chose, else the window's."""
    if place.turn is None:
        return None
    return Role.STATION if submission.station.parent_id else Role.WINDOW


SUBMISSION = Workflow(
    "submission",
    noun="网上申请",
    policies={HANDLE: of_ones_place},
    whose=whose_turn,
    places=(
        Place(S.RECEIVED, Role.WINDOW, "网上申请", "已收到，等待工作人员登记", task="核对并登记网上申请"),
        Place(S.REGISTERED, None, "网上申请", "已登记", final=True),
        Place(S.REFERRED, None, "网上申请", "已告知向其他机构申请", final=True),
        Place(S.SET_ASIDE, None, "网上申请", "未作为申请登记", final=True),
    ),
    steps=(
        Step("receive", "收到网上申请", "法律援助法第四十三条", {S.RECEIVED}, None, HANDLE, starts=SEEN, opening=True, system=True,
             sentence="收到网上申请，材料{papers}份", records=("papers",)),
        Step("register", "登记网上申请", "法律援助法第四十三条", {S.RECEIVED}, S.REGISTERED, HANDLE, stops=SEEN,
             sentence="登记为案件{number}", records=("number",)),
        Step("refer_on", "告知向其他机构申请", "法律援助法第三十八条", {S.RECEIVED}, S.REFERRED, HANDLE, stops=SEEN, danger=True,
             sentence="不属于本机构受理，告知向{destination}申请：{reason}", records=("destination",), personal=("reason",)),
        Step("set_aside", "不作为申请登记", "", {S.RECEIVED}, S.SET_ASIDE, HANDLE, stops=SEEN, danger=True,
             sentence="不作为申请登记（{why:submission_why}）：{reason}", records=("why",), personal=("reason",)),
        Step("take_up", "重新办理", "", set(DONE), S.RECEIVED, HANDLE, reopens=SEEN,
             sentence="重新办理：{reason}", personal=("reason",)),
    ),
)  # fmt: skip
