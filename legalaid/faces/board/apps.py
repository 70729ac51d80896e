from legalaid.platform.core import registering


class BoardConfig(registering.RegisteringApp):
    name = "legalaid.faces.board"
    label = "board"
    verbose_name = "站点看板"
    registers = ("views",)
