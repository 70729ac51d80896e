from legalaid.platform.core import registering


class ApplyConfig(registering.RegisteringApp):
    name = "legalaid.faces.portal.apply"
    label = "apply"
    verbose_name = "网上申请"
    registers = ("periods", "domain", "tasks", "views")
