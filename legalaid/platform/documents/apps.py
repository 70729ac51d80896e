from legalaid.platform.core.registering import RegisteringApp


class DocumentsConfig(RegisteringApp):
    name = "legalaid.platform.documents"
    label = "documents"
    verbose_name = "文书与材料"
    registers = ("issue",)
