from legalaid.platform.core import registering


class VisitsConfig(registering.RegisteringApp):
    name = "legalaid.faces.portal.visits"
    label = "visits"
    verbose_name = "预约来访"
    registers = ("periods", "domain", "views")
