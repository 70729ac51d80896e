"""The audit verbs of the statistics."""

from legalaid.platform.audit.verbs import verb

verb("statistics.export", "导出{what}（{period}，{form}）", data=("what", "period", "form"))
verb(
    "statistics.rows",
    "查看统计明细“{what}”（{period}，{count}行）",
    data=("what", "period", "count"),
)
verb("statistics.download", "下载生成的文件：{title}", data=("title",))
