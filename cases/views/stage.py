"""From one stage to the next: what the recipient decided, the next case, the chain put right, a registration taken back."""

from functools import cached_property

from django.utils import timezone

from cases.domain.stage import may_follow, still_good
from cases.enums import Channel
from cases.forms import stage as forms
from cases.law import grounds, stages
from cases.models import MeansTest
from cases.queries.stage import parties_going, people_going, people_staying
from legalaid.platform.core.errors import DomainError
from legalaid.platform.core.office import office_at
from legalaid.platform.office.asked import as_number
from stations.queries.station import station_of

from .step import CaseStepView


class RecordAppeal(CaseStepView):
    step_key, form_class = "record_appeal", forms.AppealForm
    done = "已登记。决定上诉（起诉）的，可以开立下一阶段案件。"


class Opens(CaseStepView):
    """The new case is what the page leads to."""

    template_name = "cases/stage_open.html"

    def get_success_url(self):
        return self.made.case.get_absolute_url()

    def here(self):
        """Where and under whose name the new case is registered."""
        station = station_of(self.request.user)
        if station is None:
            raise DomainError("您的账号还没有分配站点，请联系系统管理员。")
        return station, office_at(timezone.now())["short"]


class OpenStage(Opens):
    """`?stage=`: the one that is applied for."""

    step_key, form_class = "open_stage", forms.NextForm
    done = "下一阶段案件已开立，请核对后打印申请表，由受援人签名，再受理。"

    def get_initial(self):
        case, asked = self.subject, self.request.GET.get("stage", "")
        offered = may_follow(case)
        stage = asked if asked in offered else next(iter(offered), "")
        role = stages.role_at(stage, case.applicant_role)
        modes = [mode.code for mode in grounds.aid_modes(case.kind)]
        mode = stages.mode_at(case.kind, stage, case.mode, role, modes) if stage else ""
        channel = "" if case.channel == Channel.NOTICE else Channel.VISIT
        known = {"stage": stage, "applicant_role": role, "mode": mode, "channel": channel}
        known |= {name: [one.pk for one in rows] for name, rows in self.along.items()}
        return known | {"facts": case.facts, "amount": case.amount}

    @cached_property
    def along(self):
        """Who may go along: of the list, and of the other people of the case."""
        others = [one for one in people_going(self.subject) if not one.leads]
        return {"people": others, "parties": parties_going(self.subject, timezone.now())}

    def get_context_data(self, **kwargs):
        return super().get_context_data(staying=people_staying(self.subject), **kwargs)

    def get_form_kwargs(self):
        case = self.subject
        on_file = MeansTest.objects.filter(case=case).exists()
        known = {"case": case, "good": still_good(case), "has_means": on_file}
        return super().get_form_kwargs() | known | self.along

    def get_facts(self, form):
        data, (station, short) = form.cleaned_data, self.here()
        unchanged = data.get("means") == forms.SAME
        fields = {name: data[name] for name in ("organ", "channel", "facts", "amount")}
        return {
            "short": short,
            "stage": data["stage"],
            "role": data["applicant_role"],
            "mode": data["mode"],
            "fields": fields | {"station": station},
            "received": data.get("received", []),
            "means": {"committed": True} if unchanged else None,
            "people": [int(key) for key in data.get("people", [])],
            "parties": [int(key) for key in data.get("parties", [])],
        }


class OpenNotifiedStage(Opens):
    step_key, form_class = "open_notified_stage", forms.NextNoticeForm
    done = "下一阶段案件已登记，轮到中心负责人指派。通知书扫描件请在“材料”上传。"

    def get_initial(self):
        case = self.subject
        stage = next(iter(may_follow(case)), "")
        role = stages.role_at(stage, case.applicant_role)
        return {"stage": stage, "applicant_role": role, "notified": case.notified}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}

    def get_facts(self, form):
        facts, (station, short) = form.facts_of(), self.here()
        facts["fields"]["station"] = station
        return facts | {"short": short}


class LinkStage(CaseStepView):
    step_key, form_class = "link_stage", forms.LinkForm

    def get_initial(self):
        """`?earlier=`: the one that is offered."""
        asked = as_number(self.request.GET.get("earlier"))
        offered = {"earlier": asked, "reason": "同一事项的前一阶段。"} if asked else {}
        return {"earlier": self.subject.earlier_id} | offered

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.subject}


class Annul(CaseStepView):
    step_key, form_class = "annul", forms.AnnulForm
    done = "登记已撤销，不再计入统计。需要的，请重新登记。"
