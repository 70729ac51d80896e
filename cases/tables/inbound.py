"""The register of cooperation, both ways."""

from legalaid.platform.core.words import day, moment
from legalaid.platform.office.addresses import address, page_of
from legalaid.platform.office.tables import Column, Table

INBOUND = Table(
    title="外地来函",
    empty="没有外地来函。",
    hint="收到其他法律援助机构的协作函后在这里登记、分派、答复。",
    columns=(
        Column("number", "收文编号", link=page_of("cases:inbound")),
        Column("received_on", "收到", show=day),
        Column("agency", "来函机构"),
        Column("their_number", "来函文号"),
        Column("due", "期限", show=day),
        Column("assigned_to", "办理人", "assigned_to__name"),
        Column("state", "办理情况"),
        Column("answered_on", "答复", show=day),
        Column("cost", "费用（元）", kind="money"),
    ),
)
OUTBOUND = Table(
    title="本中心去函",
    empty="没有去函。",
    hint="审查时“请求异地协作核查”，办理中“请求异地协作调查”，都登记在这里。",
    columns=(
        Column("issued_at", "发出", show=moment),
        Column(
            "case", "案件", "case__number", link=lambda row: address("cases:detail", row.case_id)
        ),
        Column("applicant", "当事人", "case__applicant__name"),
        Column("recipient", "协作机构"),
        Column("due", "期限", show=day),
        Column("result", "结果", none="等回函"),
        Column("answered_at", "回函", show=moment),
        Column("cost", "费用（元）", kind="money"),
    ),
)
