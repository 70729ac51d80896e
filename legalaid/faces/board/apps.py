from legalaid.platform.core.registering import RegisteringApp


class BoardConfig(RegisteringApp):
    name = "legalaid.faces.board"
    label = "board"
    verbose_name = "站点看板"
    registers = ("views",)
