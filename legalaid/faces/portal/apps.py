from legalaid.platform.core.registering import RegisteringApp


class PortalConfig(RegisteringApp):
    name = "legalaid.faces.portal"
    label = "portal"
    verbose_name = "公示"
    registers = ("domain", "content", "funds", "papers")
