from legalaid.platform.core.registering import RegisteringApp


class HallConfig(RegisteringApp):
    name = "stations.hall"
    label = "hall"
    verbose_name = "接待大厅"
    registers = ("domain",)
