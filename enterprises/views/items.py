"""Adding, changing and deleting what belongs to an enterprise: one set of pages for every kind."""

from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy

from desks import scopes
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.pages import ConfirmPage, CreatePage, EditPage

from .. import rules
from ..items import ITEMS


class OfOneEnterprise:
    """Pages below one enterprise of the person's scope. ``item`` is a key of ``ITEMS``, given by the address."""

    item = ""
    refusal = "这些内容由企业或属地市场监管局维护，您只能查看。"

    @property
    def kind(self):
        return ITEMS[self.item]

    def prepare(self) -> None:
        self.enterprise = get_object_or_404(scopes.enterprises(self.request.user), pk=self.kwargs["pk"])

    def may(self, user) -> bool:
        return rules.may_edit_item(user, self.enterprise, self.item)

    def back(self) -> str:
        return f"{self.enterprise.get_absolute_url()}#{self.item}"

    @property
    def form_class(self):
        return self.kind.form

    def form_kwargs(self) -> dict:
        return {"enterprise": self.enterprise, "user": self.request.user}

    def success_url(self, result) -> str:
        return self.back()

    def trail(self, *last):
        home = ("企业库", reverse_lazy("enterprises:list"))
        return [home, (str(self.enterprise), self.enterprise.get_absolute_url()), *last]


class OneItem(OfOneEnterprise):
    def prepare(self) -> None:
        super().prepare()
        rows = self.kind.model.objects.filter(enterprise=self.enterprise)
        self.object = get_object_or_404(rows.select_related("enterprise"), pk=self.kwargs["item_pk"])

    def back_url(self) -> str:
        return self.back()


class ItemCreate(OfOneEnterprise, CreatePage):
    def page_title(self) -> str:
        return f"添加{self.kind.label}"

    def breadcrumbs(self):
        return self.trail((self.page_title(), None))

    def ask(self, form, status: int = 200, **more):
        return super().ask(form, status, cancel_url=self.back(), **more)


class ItemEdit(OneItem, EditPage):
    def page_title(self) -> str:
        return f"修改{self.kind.label}"

    def breadcrumbs(self):
        return self.trail((self.page_title(), None))


class ItemDelete(OneItem, ConfirmPage):
    confirm_label = "删除"
    success_message = "已删除，修改记录中仍可查到。"
    is_destructive = True

    def page_title(self) -> str:
        return f"删除{self.kind.label}"

    def breadcrumbs(self):
        return self.trail((self.page_title(), None))

    def question(self) -> str:
        return f"确定删除{self.kind.label}「{self.object}」吗？"

    def consequences(self) -> list[str]:
        return ["删除后不再显示在企业页面上。", "修改记录保留删除前的内容。"]

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except ProtectedError:
            messages.error(request, f"「{self.object}」已被申报或清单引用，不能删除。可以修改它的内容。")
            return redirect(self.back())

    def act(self) -> str:
        self.object.delete()
        return self.back()


def officer_document(user, pk: int) -> StoredFile | None:
    """The appointment paper of an officer whom ``user`` may see."""
    row = scopes.quality_officers(user).filter(pk=pk).select_related("document").first()
    return row and row.document
