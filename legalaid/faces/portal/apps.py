from legalaid.platform.core import registering


class PortalConfig(registering.RegisteringApp):
    name = "legalaid.faces.portal"
    label = "portal"
    verbose_name = "公示"
    registers = ("domain", "content", "figures", "funds", "proof", "papers")
