from legalaid.platform.core import registering


class ProcedureConfig(registering.RegisteringApp):
    name = "legalaid.platform.procedure"
    label = "procedure"
    verbose_name = "办案程序"
    registers = ("checks",)
