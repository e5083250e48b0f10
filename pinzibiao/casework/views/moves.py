"""The one view for every transition of every case."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views import View

from ..actions import events_of
from ..forms import MoveForm
from ..procedure import Procedure
from ..refusals import Refused, WrongDesk


class MoveView(View):
    """GET asks for the opinion and whatever the act needs; POST takes it.

    A subclass gives ``procedure``, ``scope(user) -> QuerySet`` and, for acts that ask more, ``forms[action]``
    (subclasses of ``MoveForm``). Outside the scope the case does not exist (404); the right file at the wrong
    desk is refused (403); a case that has moved on is told so (409).
    """

    procedure: Procedure
    forms: dict[str, type[MoveForm]] = {}
    template_name = "generic/move.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.action = kwargs["action"]

    def dispatch(self, request, *args, **kwargs):
        if self.action not in self.procedure.workflow.actions:
            raise Http404
        self.case = get_object_or_404(self.scope(request.user), pk=kwargs["pk"])
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            return self.refused(refusal)

    def get(self, request, *args, **kwargs) -> HttpResponse:
        return self.ask(self.form())

    def post(self, request, *args, **kwargs) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.ask(form, status=422)
        try:
            event = self.take(form)
        except Refused as refusal:
            if refusal.status_code != 422:
                raise
            form.add_error(None, str(refusal))
            return self.ask(form, status=422)
        messages.success(request, f"已办理「{event.label}」，当前状态：{self.case.get_status_display()}。")
        return redirect(self.after())

    def take(self, form):
        return self.procedure.take(
            self.case,
            self.action,
            by=self.request.user,
            comment=form.cleaned_data["comment"],
            data=form.details(),
            key=form.cleaned_data["key"],
            expected=form.cleaned_data["expected"],
        )

    def after(self) -> str:
        """Where the person goes next: the case, as long as they may still see it."""
        if self.scope(self.request.user).filter(pk=self.case.pk).exists():
            return self.case.get_absolute_url()
        return "/"

    def back_url(self) -> str:
        return self.case.get_absolute_url()

    def form(self, *data) -> MoveForm:
        form_class = self.forms.get(self.action, MoveForm)
        return form_class(*data, case=self.case, move=self.move(), user=self.request.user)

    def move(self):
        """The line of the table; a form sent twice still finds it, so that the repeat gets its receipt."""
        flow = self.procedure.workflow
        return flow.find(self.action, self.case.status) or next(m for m in flow.moves if m.action == self.action)

    def ask(self, form, status=200) -> HttpResponse:
        open_action = self.open_action()
        context = {
            "case": self.case,
            "form": form,
            "move": self.move(),
            "obstacles": open_action.obstacles if open_action else [],
            "back_url": self.back_url(),
            "notice": self.notice(),
        }
        if open_action is None:
            return self.refused(self._why_not())
        return render(self.request, self.template_name, context, status=status)

    def notice(self) -> str:
        """A sentence above the form: what this act brings about."""
        return ""

    def open_action(self):
        actions = self.procedure.open_actions(self.request.user, self.case)
        return next((a for a in actions if a.move.action == self.action), None)

    def _why_not(self) -> Refused:
        move = self.procedure.workflow.find(self.action, self.case.status)
        if move is None:
            label = self.case.get_status_display()
            last = events_of(self.case).last()
            who = f"{last.by_name}已办理「{last.label}」，" if last else ""
            return Refused(f"{who}当前状态为「{label}」，不能办理「{self.move().label}」。请返回查看可办事项。")
        return WrongDesk(f"「{move.label}」由{move.desk.label}办理，您不在该岗位。如需办理请联系对应单位。")

    def refused(self, refusal: Refused) -> HttpResponse:
        context = {"case": self.case, "refusal": refusal, "back_url": self.back_url()}
        return render(self.request, "generic/refused.html", context, status=refusal.status_code)
