from legalaid.platform.core import registering


class DocumentsConfig(registering.RegisteringApp):
    name = "legalaid.platform.documents"
    label = "documents"
    verbose_name = "文书与材料"
    registers = ("issue",)
