"""Which organs notify us to assign a lawyer, and of whom (Law art. 25, 28, 36); what others hold of people they send on (art. 39)."""

SHARED = (
    "未成年人，视力、听力、言语残疾人，不能完全辨认自己行为的成年人，"
    "可能被判处无期徒刑、死刑的人，法律法规规定的其他人员"
)
WITHIN = "发现后三日内通知（法律援助法第二十五条第一款、第三十六条）："
SAY = "情况说明写明涉嫌的罪名、所处阶段、通知的情形，在押的写明羁押场所。"
# by host of the station; the organ's part of the procedure alone
NOTIFIES = {
    "police": (f"侦查阶段的犯罪嫌疑人没有委托辩护人，属于下列人员的，{WITHIN}{SHARED}。{SAY}"),
    "procuratorate": (
        f"审查起诉阶段和本院侦查案件的犯罪嫌疑人没有委托辩护人，属于下列人员的，{WITHIN}{SHARED}。"
        f"审查起诉阶段没有辩护人的其他犯罪嫌疑人，按律师辩护全覆盖的做法可以通知。{SAY}"
    ),
    "court": (
        f"被告人没有委托辩护人，属于下列人员的，{WITHIN}{SHARED}；"
        "申请法律援助的死刑复核案件被告人；缺席审判案件的被告人。"
        "强制医疗案件的被申请人、被告人没有委托诉讼代理人的，同样在三日内通知（第二十八条、第三十六条）。"
        f"适用普通程序审理的其他案件被告人，可以通知（第二十五条第二款）。{SAY}"
    ),
}
# who holds people, or handles the matters of those held
HOLDING = frozenset((*NOTIFIES, "detention", "prison"))
