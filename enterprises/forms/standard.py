"""Standards: what is written of them, the stages they enter, who publishes them."""

from django import forms
from django.core.exceptions import ValidationError

from pinzibiao.lib.forms import PortalForm, PortalModelForm

from .. import chooser
from ..codes import clean_standard_no, clean_uscc, validate_name
from ..models import Standard, StandardDrafter, StandardPublisher
from ..rules import refuse_future_day

PUBLISHED = (Standard.Stage.PUBLISHED, Standard.Stage.IN_FORCE)
MOST_DRAFTERS = 60
PUBLISHER_WRONG = "发布机构「{}」的起止日期不含发布日期，请核对发布机构或发布日期。"
IN_FORCE_EARLY = "实施日期不能早于发布日期，请核对。"
WITHDRAWN_EARLY = "废止日期不能早于发布日期，请核对。"


class StandardNoField(forms.CharField):
    """``T/ZZB 0123—2020`` in one form however typed."""

    def clean(self, value) -> str:
        text = super().clean(value)
        return clean_standard_no(text) if text else text


class DraftersField(forms.CharField):
    """Drafters, one a line, the first leads: an enterprise of the register by name or code, or any organisation."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "起草单位")
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 5000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 5}))
        kwargs.setdefault(
            "help_text",
            "一行一家，第一行为主要起草单位。企业库中的企业写全称或统一社会信用代码，会自动关联；其他单位写全称。",
        )
        super().__init__(**kwargs)
        self.user = None

    def clean(self, value) -> list[StandardDrafter]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_DRAFTERS:
            raise ValidationError(f"起草单位最多 {MOST_DRAFTERS} 家，现有 {len(lines)} 家，请核对。")
        if repeated := sorted({line for line in lines if lines.count(line) > 1}):
            raise ValidationError(f"「{repeated[0]}」写了两次，请保留一行。")
        by_code, by_name = self._known(lines)
        return [self._drafter(line, by_code, by_name) for line in lines]

    def _known(self, lines: list[str]) -> tuple[dict, dict]:
        rows = chooser.rows_of(self.user)
        codes = [code for line in lines if (code := _code_in(line))]
        by_code = {row.uscc: row for row in rows.filter(uscc__in=codes)}
        by_name: dict = {}
        for row in rows.filter(name__in=lines):
            by_name.setdefault(row.name, []).append(row)
        return by_code, by_name

    @staticmethod
    def _drafter(line: str, by_code: dict, by_name: dict) -> StandardDrafter:
        if code := _code_in(line):
            if code not in by_code:
                raise ValidationError(f"企业库中没有统一社会信用代码 {code}，请核对，或改写单位全称。")
            return StandardDrafter(enterprise=by_code[code])
        if len(found := by_name.get(line, [])) == 1:
            return StandardDrafter(enterprise=found[0])
        if len(found) > 1:
            raise ValidationError(f"有多家企业名为「{line}」，请改写统一社会信用代码。")
        validate_name(line)
        if len(line) > 120:
            raise ValidationError(f"单位名称最多 120 字：「{line[:20]}……」，请核对是否漏了换行。")
        return StandardDrafter(organisation_name=line)


def _code_in(line: str) -> str:
    found = chooser.USCC_AT_END.search(clean_uscc(line))
    return found[1] if found else ""


def drafter_words(drafters) -> str:
    """As the field shows them."""
    return "\n".join(chooser.words_of(row.enterprise) if row.enterprise else row.organisation_name for row in drafters)


class StandardEditForm(PortalModelForm):
    """What is written of a standard; its number in one form however typed. A stage is entered by an act of its own."""

    number = StandardNoField(label="标准号", max_length=60, help_text="例如 T/ZZB 0123—2020，连字符怎样写都可以。")
    drafters = DraftersField()

    class Meta:
        model = Standard
        fields = ("number", "title", "publisher", "published_on", "in_force_on", "withdrawn_on")
        help_texts = {"publisher": "发布时的名称；名称有变化的，在“发布机构”中登记起止日期。"}

    field_order = ("number", "title", "drafters", "publisher")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drafters"].user = user
        if self.instance.pk:
            self.initial["drafters"] = drafter_words(self.instance.drafters.select_related("enterprise"))
        for name in ("published_on", "withdrawn_on"):
            self.fields[name].validators.append(refuse_future_day)

    def clean(self):
        cleaned = super().clean()
        self._in_order("published_on", "in_force_on", IN_FORCE_EARLY)
        self._in_order("published_on", "withdrawn_on", WITHDRAWN_EARLY)
        publisher, day = cleaned.get("publisher"), cleaned.get("published_on")
        if publisher and day and not publisher.published_by(day):
            self.add_error("publisher", PUBLISHER_WRONG.format(publisher))
        return cleaned

    def _in_order(self, first: str, second: str, sentence: str) -> None:
        earlier, later = self.cleaned_data.get(first), self.cleaned_data.get(second)
        if earlier and later and later < earlier:
            self.add_error(second, sentence)


class StandardForm(StandardEditForm):
    """A new standard of the register, with the stage that it has reached."""

    stage_entered_on = forms.DateField(
        label="进入该阶段日期",
        required=False,
        validators=[refuse_future_day],
        help_text="尚未发布的填写；已发布、已实施的以发布、实施日期为准。",
    )

    class Meta(StandardEditForm.Meta):
        fields = ("number", "title", "stage", "publisher", "published_on", "in_force_on", "withdrawn_on")

    field_order = ("number", "title", "stage", "stage_entered_on", "drafters", "publisher")

    def clean(self):
        cleaned = super().clean()
        stage = cleaned.get("stage")
        if stage in PUBLISHED and not cleaned.get("published_on"):
            self.add_error("published_on", "已发布的标准请填写发布日期。")
        if stage and stage not in PUBLISHED and not cleaned.get("stage_entered_on"):
            self.add_error("stage_entered_on", "尚未发布的标准请填写进入该阶段的日期。")
        return cleaned


class StageForm(PortalForm):
    """A stage that a standard entered."""

    stage = forms.ChoiceField(label="阶段", choices=Standard.Stage)
    entered_on = forms.DateField(label="进入日期", validators=[refuse_future_day])
    note = forms.CharField(label="说明", required=False, max_length=200, help_text="例如评审会、批准文号。")

    def __init__(self, *args, standard: Standard, **kwargs):
        super().__init__(*args, **kwargs)
        self.standard = standard

    def clean(self):
        cleaned = super().clean()
        stage, day = cleaned.get("stage"), cleaned.get("entered_on")
        if stage and day and (wrong := self._wrong(stage, day)):
            self.add_error("entered_on", wrong)
        return cleaned

    def _wrong(self, stage: str, day) -> str:
        row = self.standard
        if stage == Standard.Stage.IN_FORCE and (row.published_on is None or day < row.published_on):
            return "实施不能早于发布：请先登记「批准发布」，并核对日期。"
        if stage == Standard.Stage.PUBLISHED and row.withdrawn_on and day > row.withdrawn_on:
            return WITHDRAWN_EARLY
        if stage == Standard.Stage.PUBLISHED and row.in_force_on and row.in_force_on < day:
            return IN_FORCE_EARLY
        if stage == Standard.Stage.PUBLISHED and row.publisher and not row.publisher.published_by(day):
            return PUBLISHER_WRONG.format(row.publisher)
        if row.stages.filter(stage=stage, entered_on=day).exists():
            return "这一天的这个阶段已登记。"
        return ""


class PublisherForm(PortalModelForm):
    """A publisher under one name; standards published on other days are told."""

    class Meta:
        model = StandardPublisher
        fields = ("name", "valid_from", "valid_to")
        help_texts = {"valid_to": "仍在使用的留空。机构更名的，给旧名称填停用日期，再登记新名称。"}

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and self.instance.pk:
            outside = self.instance.standards.filter(published_on__lt=first)
            if last:
                outside = outside | self.instance.standards.filter(published_on__gt=last)
            if count := outside.count():
                self.add_error(None, f"有 {count} 项由它发布的标准不在这段日期内，请先核对这些标准的发布机构。")
        return cleaned
