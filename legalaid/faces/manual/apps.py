from legalaid.platform.core import registering


class ManualConfig(registering.RegisteringApp):
    name = "legalaid.faces.manual"
    label = "manual"
    verbose_name = "操作手册"
    registers = ("signals",)
