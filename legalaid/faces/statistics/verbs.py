"""The audit verbs of the statistics."""

from legalaid.platform.audit.verbs import verb

verb("statistics.export", "导出{what}（{period}，{form}）", data=("what", "period", "form"))
verb(
    "statistics.rows",
    "查看统计明细“{what}”（{period}，{count}行）",
    data=("what", "period", "count"),
)
verb("statistics.download", "下载生成的文件：{title}", data=("title",))
verb(
    "statistics.freeze",
    "存档{what}，校验码{sha256}，重报的理由：{reason}",
    data=("what", "sha256", "reason"),
    label="存档报表",
)
verb(
    "report.handed_in",
    "登记{what}已报送{to}，文件校验码{sha256}",
    data=("what", "to", "sha256"),
    label="登记工作报告报送",
)
verb(
    "report.begun_anew",
    "开始{what}，重报的理由：{reason}",
    data=("what", "reason"),
    label="重报工作报告",
)
verb(
    "report.rewrite",
    "改写{year}年工作报告的一段（{passage}）：{words}",
    data=("year", "passage", "words"),
)
verb(
    "report.restore",
    "{year}年工作报告的一段（{passage}）改回按数据生成，改写的是：{words}",
    data=("year", "passage", "words"),
)
