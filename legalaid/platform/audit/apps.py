from legalaid.platform.core.registering import RegisteringApp


class AuditConfig(RegisteringApp):
    name = "legalaid.platform.audit"
    label = "audit"
    verbose_name = "审计"
    registers = ("signins",)
