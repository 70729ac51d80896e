"""Two applications for one matter, and what is asked of foreigners and stateless people (Law art. 69), as rows."""

from legalaid.platform.audit.verbs import codes
from legalaid.platform.procedure.steps import BACK, Step

from ..enums import AIDED, AMENDABLE, UNDECIDED
from ..enums import State as S
from ..law.foreign import BASES

codes(foreign=dict(BASES))

MATTERS = (
    Step("join", "并入另案", "", AMENDABLE, S.JOINED, "cases.accept", remembers=True,
         sentence="与{into}是同一事项，并入该案：{reason}", records=("into",), personal=("reason",),
         public="与另一件申请是同一事项，已并入", danger=True),
    Step("part", "撤销并入", "", {S.JOINED}, BACK, "cases.accept", returns_to=AMENDABLE,
         sentence="撤销并入{into}，恢复办理：{reason}", records=("into",), personal=("reason",), public="申请恢复办理", danger=True),
    Step("note_foreign", "登记国籍和涉外依据", "法律援助法第六十九条", UNDECIDED | AIDED, None, "cases.accept",
         sentence="{nationality}，依据：{basis:foreign}", records=("nationality", "basis"), personal=("note",), minor=True),
)  # fmt: skip
