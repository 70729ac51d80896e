"""What colleagues are told at single steps, as sentences the centre may word itself (record 141)."""

from legalaid.platform.notifications.sentences import Place, sentence

sentence("reply_ready", "给登记人：复函已开具", "{案号}{结果}，复函已开具，请即送达{办案机关}。",
         (Place("number", "案号", "2026-0012", required=True), Place("what", "结果", "已指派律师"), Place("organ", "办案机关", "清和县公安局"),))  # fmt: skip
sentence("offer_recalled", "给承办人：指派已撤回", "{案号}的指派已由中心撤回，不再需要您答复。",
         (Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
sentence("access_asked", "给负责人：申请查阅案件", "{申请人}申请查阅{案号}，理由见该案“经过”。",
         (Place("by", "申请人", "李四"), Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
sentence("opinion_first", "给负责人：先行提交辩护意见", "{案号}没有经中心集体讨论，先行提交了辩护意见，请核对理由、安排讨论。",
         (Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
sentence("pool_open", "给承办人：公开征集承办人", "公开征集承办人：{案由}（{阶段}），{时间}截止。",
         (Place("cause", "案由", "追索劳动报酬纠纷"), Place("stage", "阶段", "一审"), Place("time", "时间", "12月3日 09:00"),))  # fmt: skip
sentence("help_asked", "给中心：承办人请求出具文书", "{案号}承办人请中心出具{事项}。",
         (Place("number", "案号", "2026-0012", required=True), Place("kind", "事项", "调查函"),))  # fmt: skip
sentence("help_given", "给承办人：请求的文书", "{案号}您请求的{事项}{结果}。",
         (Place("number", "案号", "2026-0012", required=True), Place("kind", "事项", "调查函"), Place("what", "结果", "已指派律师"),))  # fmt: skip
sentence("means_changed", "给同事：经济状况有变", "{案号}：受援人的经济状况有变，按现在的陈述不符合条件，请核实；不再符合的，提出终止。",
         (Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
sentence("prior_undone", "给承办人：先行提供已撤销", "{案号}的先行提供已撤销，不再需要您承办。",
         (Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
sentence("fail_proposed", "给承办人：拟评为不合格", "{案号}拟评为不合格，请在{日期}前（含当日）查看理由，陈述、申辩。",
         (Place("number", "案号", "2026-0012", required=True), Place("day", "日期", "12月3日"),))  # fmt: skip
sentence("duty_needed", "给值班律师：有人等待法律帮助", "{编号}：{机关}有人等待您提供法律帮助{事项}。",
         (Place("number", "编号", "2026-0007", required=True), Place("organ", "机关", "清和县公安局"), Place("wanted", "事项", "（认罪认罚）"),))  # fmt: skip
sentence("duty_passed_on", "给窗口：值班律师转交的申请", "{编号}：值班律师转交了一份法律援助申请，请登记。",
         (Place("number", "编号", "2026-0007", required=True),))  # fmt: skip
sentence("alarm_corrected", "给负责人：反映问题的回访已更正", "{案号}反映问题的回访记录已更正，请核对。",
         (Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
sentence("alarm_raised", "给负责人：受援人反映了问题", "{案号}{反映人}反映了须核实的问题，质量等次和补贴已暂停，请核实处理。",
         (Place("number", "案号", "2026-0012", required=True), Place("who", "反映人", "受援人"),))  # fmt: skip
sentence("alarm_waits", "给负责人：反映的问题没有核实", "{案号}反映的问题已满{周数}周没有核实处理，请办理。",
         (Place("number", "案号", "2026-0012", required=True), Place("weeks", "周数", "2"),))  # fmt: skip
sentence("firm_given", "给机构管理人：请安排承办人", "{案号}交{机构}安排承办人，请在期限内安排。",
         (Place("number", "案号", "2026-0012", required=True), Place("firm", "机构", "某某律师事务所"),))  # fmt: skip
sentence("firm_returned", "给负责人：机构不能安排", "{机构}不能安排{案号}的承办人，已退回中心，请指派。",
         (Place("firm", "机构", "某某律师事务所"), Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
sentence("firm_recalled", "给承办人：机构撤回安排", "{案号}的安排已由{机构}撤回，不再需要您答复。",
         (Place("number", "案号", "2026-0012", required=True), Place("firm", "机构", "某某律师事务所"),))  # fmt: skip
sentence("cases_handed_on", "给承办人：案件移交", "{移交人}的{件数}件案件移交给您办理。",
         (Place("user", "移交人", "张三"), Place("many", "件数", "3"),))  # fmt: skip
sentence("co_accused", "给负责人：同案人由同一律师辩护", "{案号}和{另一案号}的当事人是同案人，由同一律师辩护，请为其中一件更换承办人。",
         (Place("number", "案号", "2026-0012", required=True), Place("other", "另一案号", "2026-0013"),))  # fmt: skip
sentence("call_voided", "给负责人：反映问题的回访作废", "{案号}反映问题的回访登错案件，已经作废，请核实处理。",
         (Place("number", "案号", "2026-0012", required=True),))  # fmt: skip
sentence("defence_refused", "给登记人：当事人不同意辩护", "{案号}的当事人不同意由{承办人}辩护（代理），已停止办理；告知函已开具，请即送达{办案机关}。",
         (Place("number", "案号", "2026-0012", required=True), Place("handler", "承办人", "张三"), Place("organ", "办案机关", "清和县公安局"),))  # fmt: skip
