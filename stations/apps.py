from legalaid.platform.core import registering


class StationsConfig(registering.RegisteringApp):
    name = "stations"
    verbose_name = "站点网络"
    registers = ("periods", "papers", "domain", "views.panels")
