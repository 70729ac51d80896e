from legalaid.platform.core.registering import RegisteringApp


class StationsConfig(RegisteringApp):
    name = "stations"
    verbose_name = "站点网络"
    registers = ("periods", "papers", "domain", "views.panels")
