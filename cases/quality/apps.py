from legalaid.platform.core import registering


class QualityConfig(registering.RegisteringApp):
    name = "cases.quality"
    label = "quality"
    verbose_name = "案件质量"
    registers = ("domain", "papers")
