"""The materials that declarations need, kept by the province."""

from django.urls import reverse_lazy

from pinzibiao.lib.pages import Button

from ..forms.materials import MaterialRuleForm
from ..models import MaterialRule
from .kept import KeptCreate, KeptEdit, KeptList


class Materials:
    model = MaterialRule
    word = "材料要求"
    list_title = "申报材料清单"
    list_url = cancel_url = reverse_lazy("declarations:materials")
    form_class = MaterialRuleForm
    refusal = "材料清单由省级监管部门维护。需要增减的，请向省市场监督管理局提出。"


class MaterialList(Materials, KeptList):
    template_name = "declarations/materials.html"
    title = Materials.list_title
    lead = (
        "企业申报必须上传哪些材料；按提交之日的清单核对。同一种材料，产品类别的要求先于子品牌的，子品牌的先于通用的。"
    )
    refusal = "材料清单由监管部门查看。企业在填报的「附件」部分看到本产品要交的材料。"
    create_url = "declarations:materials_create"

    def buttons(self) -> list[Button]:
        checklist = Button("形式审查核对清单", reverse_lazy("declarations:checklist"), style="outline-secondary")
        return [checklist, *super().buttons()]


class MaterialCreate(Materials, KeptCreate):
    title = "添加材料要求"


class MaterialEdit(Materials, KeptEdit):
    pass
