from legalaid.platform.core import registering


class AuditConfig(registering.RegisteringApp):
    name = "legalaid.platform.audit"
    label = "audit"
    verbose_name = "审计"
    registers = ("signins",)
