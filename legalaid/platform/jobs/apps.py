from legalaid.platform.core import registering


class JobsConfig(registering.RegisteringApp):
    name = "legalaid.platform.jobs"
    label = "jobs"
    verbose_name = "后台任务"
    registers = ("life", "soundness", "worker")
