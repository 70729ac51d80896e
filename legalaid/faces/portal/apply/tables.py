"""The list of online applications."""

from legalaid.platform.core.words import moment
from legalaid.platform.office.addresses import address, page_of
from legalaid.platform.office.tables import Column, Table

SUBMISSIONS = Table(
    title="网上申请",
    empty="没有网上申请。",
    hint="群众在网上提交的申请到这里，由工作人员核对登记；审查的期限从收到时起算。",
    columns=(
        Column("number", "网上申请", str, link=page_of("submissions:detail")),
        Column("received_at", "收到", show=moment),
        Column("name", "申请人"),
        Column("wish", "事项", none="由工作人员选定"),
        Column("station", "交给", "station__name"),
        Column("state", "状态", lambda row: row.get_state_display()),
        Column(
            "case", "案件", "case__number", link=lambda row: address("cases:detail", row.case_id)
        ),
    ),
)
