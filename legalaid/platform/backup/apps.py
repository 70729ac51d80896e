from legalaid.platform.core import registering


class BackupConfig(registering.RegisteringApp):
    name = "legalaid.platform.backup"
    label = "backup"
    verbose_name = "备份"
    registers = ("soundness",)
