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
    "report.rewrite",
    "改写{year}年工作报告的一段（{passage}）：{words}",
    data=("year", "passage", "words"),
)
verb(
    "report.restore",
    "{year}年工作报告的一段（{passage}）改回按数据生成，改写的是：{words}",
    data=("year", "passage", "words"),
)
