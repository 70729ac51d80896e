from legalaid.platform.core.registering import RegisteringApp


class ProcedureConfig(RegisteringApp):
    name = "legalaid.platform.procedure"
    label = "procedure"
    verbose_name = "办案程序"
    registers = ("checks",)
