from legalaid.platform.core import registering


class HallConfig(registering.RegisteringApp):
    name = "stations.hall"
    label = "hall"
    verbose_name = "接待大厅"
    registers = ("domain",)
