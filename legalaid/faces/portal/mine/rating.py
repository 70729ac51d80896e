"""Rating the service of a closed case from one's case."""

from django.shortcuts import redirect

from legalaid.faces.portal.letters.rating import rate_case
from legalaid.faces.portal.served import can_look_up
from legalaid.platform.core.errors import DomainError

from .carried import carried, remember
from .forms import RateForm
from .offers import offers_rating
from .views import Page


class Rate(Page):
    template_name = "portal/mine_rate.html"

    def dispatch(self, request, *args, **kwargs):
        self.opened = carried(request) if can_look_up() else None
        if self.opened is None:
            return redirect("portal:mine")
        if request.method == "GET" and not offers_rating(self.opened):
            return redirect("portal:mine_case")
        return remember(super().dispatch(request, *args, **kwargs), self.opened)

    def get(self, request, *args, **kwargs):
        return self.show(RateForm(), 200)

    def post(self, request):
        form = RateForm(request.POST)
        if not form.is_valid():
            return self.show(form, 422)
        if form.is_trapped or not offers_rating(self.opened):
            return redirect("portal:mine_case")
        try:
            rate_case(self.opened.case, **form.cleaned())
        except DomainError as error:
            form.add_domain_error(error)
            return self.show(form, 422)
        return self.render_to_response(self.get_context_data(done=True))

    def show(self, form, status):
        return self.render_to_response(self.get_context_data(form=form), status=status)
