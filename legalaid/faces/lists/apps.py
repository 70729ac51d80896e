from legalaid.platform.core import registering


class ListsConfig(registering.RegisteringApp):
    name = "legalaid.faces.lists"
    label = "lists"
    verbose_name = "视图"
    registers = ("queries.kept",)
