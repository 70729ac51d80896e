from legalaid.platform.core import registering


class LettersConfig(registering.RegisteringApp):
    name = "legalaid.faces.portal.letters"
    label = "letters"
    verbose_name = "网上来信"
    registers = ("periods", "domain", "views", "file_views")
