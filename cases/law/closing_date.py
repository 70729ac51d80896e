"""What sets the closing date, by kind and stage (办理法律援助案件程序规定: the date of receiving the closing document)."""

LITIGATION = ("判决书", "裁定书", "调解书", "准予撤诉裁定书")
PERFORMANCE = "义务人开始履行（无文书）"  # out of court, where there is no document
BY_STAGE = {
    "侦查": ("起诉意见书", "撤销案件文书"),
    "审查起诉": ("起诉书", "不起诉决定书"),
    "仲裁": ("仲裁裁决书", "仲裁调解书", "准予撤回申请决定书"),
    "行政复议": ("行政复议决定书", "行政复议调解书"),
    "调解": ("调解协议", "和解协议", PERFORMANCE),
    "尚未进入法律程序": ("和解协议", "调解协议", PERFORMANCE),
    "行政处理": ("行政处理决定", "和解协议", PERFORMANCE),
    "国家赔偿": ("国家赔偿决定书", "赔偿协议"),
    "申诉": ("驳回申诉通知书", "再审裁定书", "抗诉书"),
    "执行": ("执行裁定书", "执行和解协议", "执行完毕（结案通知）"),
}


def documents(kind, stage):
    """The documents (or, without one, the event) on whose receipt the case closes."""
    return BY_STAGE.get(stage, LITIGATION)
