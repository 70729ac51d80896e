from legalaid.platform.core import registering


class AskingConfig(registering.RegisteringApp):
    name = "legalaid.faces.portal.asking"
    label = "asking"
    verbose_name = "网上提问"
    registers = ("publishing", "panels")
