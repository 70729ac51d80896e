"""StepView: the page of one step. A concrete page says which step, which form, and how the form's answers become facts."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView

from legalaid.platform.core.errors import DomainError, NotAllowed, StaleState


class StepView(LoginRequiredMixin, FormView):
    """GET shows the form, POST calls the act. A subject that has moved on is told so (409) and nothing changes."""

    workflow = None
    step_key = ""
    template_name = "procedure/step.html"
    done = ""

    def get_scope(self):
        """Queryset of the subjects this person may see; anything else is 404."""
        raise NotImplementedError

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.step = self.workflow.steps[self.step_key]
        if self.step.system:
            raise Http404
        self.subject = get_object_or_404(self.get_scope(), pk=kwargs["pk"])
        denial = self.workflow.denial(self.step.permission, request.user, self.subject)
        if denial:
            return self.render_refusal(denial, 403)
        if request.method != "POST" and self.subject.state not in self.step.source:
            return self.render_refusal(
                self.workflow.refusal(self.step, self.subject, request.user), 409
            )
        return super().dispatch(request, *args, **kwargs)

    def render_refusal(self, sentence, status):
        context = {"subject": self.subject, "step": self.step, "sentence": sentence}
        return self.response_class(
            self.request,
            "procedure/refused.html",
            context,
            status=status,
            using=self.template_engine,
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            subject=self.subject, step=self.step, seen=self.subject.version, **kwargs
        )

    def get_facts(self, form):
        """The act's keyword arguments out of the valid form."""
        return form.cleaned_data

    def seen_version(self):
        seen = self.request.POST.get("seen", "")
        return int(seen) if seen.isdigit() else None

    def form_valid(self, form):
        act = self.workflow.acts[self.step_key]
        try:
            self.made = act(
                self.subject, by=self.request.user, seen=self.seen_version(), **self.get_facts(form)
            )
        except (StaleState, NotAllowed) as error:
            return self.render_stale(form, error)
        except DomainError as error:
            form.add_domain_error(error)
            return self.form_invalid(form)
        messages.success(self.request, self.done or f"已办理：{self.step.label}。")
        return redirect(self.get_success_url())

    def render_stale(self, form, error):
        """What was typed stays on the page, under the reason; nothing was saved."""
        self.subject.refresh_from_db()
        form.add_domain_error(DomainError(error.sentence))
        return self.render_to_response(self.get_context_data(form=form, stale=True), status=409)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_success_url(self):
        return self.subject.get_absolute_url()
