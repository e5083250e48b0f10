"""The importer's word: write it, or forget it."""

from django.contrib import messages
from django.shortcuts import redirect

from pinzibiao.casework.refusals import Refused
from pinzibiao.lib.pages import ConfirmPage

from .. import actions
from .imports import OfImports, label_of


class Decide(OfImports, ConfirmPage):
    """What somebody else decided meanwhile, or the same person in another window, is told on the import's page."""

    refusal = "这次导入由上传文件的人确认或放弃。"

    def may(self, user) -> bool:
        return self.is_own

    def breadcrumbs(self):
        back = (f"导入{label_of(self.object)}", self.object.get_absolute_url())
        return [(self.list_title, self.list_url), back, (self.page_title(), None)]

    def get(self, request, *args, **kwargs):
        if not self.is_open():
            messages.info(request, f"这次导入现在是“{self.object.stage_look[0]}”，不需要再办理。")
            return redirect(self.object)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.object)

    def is_open(self) -> bool:
        raise NotImplementedError


class ImportConfirm(Decide):
    title = confirm_label = "确认导入"
    success_message = "已确认，正在写入。写入完成后本页显示回执。"

    def is_open(self) -> bool:
        return self.object.can_confirm

    def question(self) -> str:
        case = self.object
        return (
            f"确定把「{case.source.name}」的 {case.to_write:,} 行写入{label_of(case)}吗？"
            f"其中新增 {case.created_count:,} 行，更新 {case.updated_count:,} 行；"
            f"另有 {case.unchanged_count:,} 行与现有数据相同，不改动。"
        )

    def consequences(self) -> list[str]:
        return [
            *filter(None, [self.object.warning]),
            "全部一次写入：有一行写不进去，就一行也不写。",
            "每条记录的修改都记在您名下，可在各条记录的修改记录中查看；不能整批撤回。",
        ]

    def act(self) -> str:
        return actions.confirm(self.object, by=self.request.user).get_absolute_url()


class ImportGiveUp(Decide):
    title = "放弃导入"
    confirm_label = "放弃"
    success_message = "已放弃，没有写入任何内容。"
    is_destructive = True

    def is_open(self) -> bool:
        return self.object.can_close

    def question(self) -> str:
        return f"确定放弃导入「{self.object.source.name}」吗？"

    def consequences(self) -> list[str]:
        return ["核对过的内容不再保留；文件和错误清单仍可查看。", "需要时重新上传文件即可。"]

    def act(self) -> str:
        actions.give_up(self.object)
        return self.object.get_absolute_url()
