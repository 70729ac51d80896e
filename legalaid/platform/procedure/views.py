"""StepView: the page of one step. A concrete page says which step, which form, and how the form's answers become facts."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState
from legalaid.platform.office.pages import FormPage


class StepView(FormPage):
    """GET shows the form, POST calls the act. A subject that has moved on is told so (409) and nothing changes."""

    workflow = None
    step_key = ""
    right_ends = False  # with the state of the step: what is sent late is told so as well
    template_name = "procedure/step.html"
    done = ""

    def get_scope(self):
        """Queryset of the subjects this person may see; anything else is 404."""
        raise NotImplementedError

    def permits(self, user):
        """The step's own permission is asked of the subject, below."""
        return True

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()

        self.step = self.workflow.steps[self.step_key]
        if self.step.system:
            raise Http404
        self.subject = get_object_or_404(self.get_scope(), pk=kwargs["pk"])

        moved_on = self.subject.state not in self.step.source
        denial = self.workflow.denial(self.step.permission, request.user, self.subject)
        late = self.right_ends and moved_on and request.user.may(self.step.permission)
        if denial and not (late and request.method == "POST"):
            return self.render_refusal(denial, 403)
        if moved_on and request.method != "POST":
            told = self.workflow.refusal(self.step, self.subject, request.user)
            return self.render_refusal(told, 409, latest=self.workflow.latest(self.subject))
        return super().dispatch(request, *args, **kwargs)

    def render_refusal(self, sentence, status, **more):
        context = {"subject": self.subject, "step": self.step, "sentence": sentence, **more}
        return self.response_class(
            self.request,
            "procedure/refused.html",
            context,
            status=status,
            using=self.template_engine,
        )

    def version(self):
        return self.subject.version

    def get_context_data(self, **kwargs):
        return super().get_context_data(subject=self.subject, step=self.step, **kwargs)

    def get_facts(self, form):
        """The act's keyword arguments out of the valid form."""
        return form.cleaned_data

    def said(self):
        return self.done or f"已办理：{self.step.label}。"

    def act(self, form):
        do = self.workflow.acts[self.step_key]
        self.made = do(self.subject, by=self.request.user, seen=self.seen(), **self.get_facts(form))
        return self.get_success_url()

    def refused(self, form, error):
        """Under the reason, what was typed stays on the page of the subject as it is now; nothing was saved."""
        if not isinstance(error, StaleState | NotAllowed):
            return super().refused(form, error)
        self.subject.refresh_from_db()
        form.add_domain_error(DomainError(error.sentence))
        context = self.get_context_data(form=form, stale=True, seen=self.version())
        return self.render_to_response(context, status=409)

    def get_success_url(self):
        return self.subject.get_absolute_url()
