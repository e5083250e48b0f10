"""Help visits: who came, what they found, what the enterprise says to it."""

import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from cultivation.models import Dimension, Problem
from enterprises.models import Enterprise
from experts.models import Expert, ExpertTeam
from pinzibiao.accounts.models import User
from pinzibiao.casework.models import Case
from pinzibiao.files.models import StoredFile
from pinzibiao.lib.addresses import record_address
from pinzibiao.lib.bigrams import Bigrams
from pinzibiao.lib.indexes import number_ending
from pinzibiao.regions.fields import InCounty
from projects.models import Project

from ..states import VisitStatus

SCORES = [MinValueValidator(1), MaxValueValidator(5)]


def guarded() -> pgtrigger.Trigger:
    """What the enterprise has been asked to confirm stands as it is: Postgres refuses a change of its rows."""
    return pgtrigger.Trigger(
        name="record_open",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("visit_status", "text")],
        func="""
            SELECT status INTO visit_status FROM visits_helpvisit
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.visit_id ELSE NEW.visit_id END;
            IF visit_status NOT IN ('planned', 'recording') THEN
                RAISE EXCEPTION 'the record of a visit that was handed in cannot be changed';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


# What the enterprise confirms; its own name and place follow it when it moves or is merged.
RECORDED = (
    "number",
    "mode",
    "purpose",
    "plant",
    "planned_on",
    "starts_at",
    "ends_at",
    "regulators",
    "enterprise_people",
    "conclusion",
    "next_visit_on",
)
SAID = ("confirmed_on", "confirmed_by_id")


def final() -> pgtrigger.Trigger:
    """The record is immutable once handed in, and the enterprise's word once given: Postgres refuses."""
    return pgtrigger.Trigger(
        name="record_final",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF OLD.status IN ('to_confirm', 'confirmed', 'rated') AND {_differ(RECORDED)}
                OR OLD.status IN ('confirmed', 'rated') AND {_differ(SAID)}
            THEN
                RAISE EXCEPTION 'the record of a visit that was handed in cannot be changed';
            END IF;
            RETURN NEW;
        """,
    )


def _differ(columns: tuple[str, ...]) -> str:
    new, old = (", ".join(f"{row}.{name}" for name in columns) for row in ("NEW", "OLD"))
    return f"ROW({new}) IS DISTINCT FROM ROW({old})"


class HelpVisit(Case, InCounty):
    """One visit (家次). ``client_id`` is made on the phone, so sending it again never doubles it."""

    class Mode(models.TextChoices):
        ON_SITE = "on_site", "上门"
        REMOTE = "remote", "远程"
        CONSULTATION = "consultation", "会诊"
        ROUND = "round", "巡诊"

    number = models.CharField("帮扶编号", max_length=30, unique=True, editable=False)
    client_id = models.UUIDField("记录标识", unique=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="visits", verbose_name="企业")
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="项目"
    )
    team = models.ForeignKey(
        ExpertTeam, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="专家团队"
    )
    request = models.ForeignKey(
        "visits.HelpRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="visits",
        verbose_name="帮扶需求",
        editable=False,
    )
    experts = models.ManyToManyField(Expert, related_name="visits", verbose_name="专家")
    mode = models.CharField("方式", max_length=14, choices=Mode, default=Mode.ON_SITE)
    purpose = models.CharField("帮扶目的", max_length=200)
    plant = models.CharField("地点", max_length=200, blank=True)
    planned_on = models.DateField("计划日期")
    # By when the experts answer, or the county sends others.
    answer_by = models.DateField("答复期限", null=True, blank=True, editable=False)
    starts_at = models.DateTimeField("开始时间", null=True, blank=True)
    ends_at = models.DateTimeField("结束时间", null=True, blank=True)
    regulators = models.CharField("陪同监管人员", max_length=200, blank=True)
    enterprise_people = models.CharField("企业参加人员（姓名、职务）", max_length=200, blank=True)
    conclusion = models.TextField("帮扶结论", max_length=4000, blank=True)
    next_visit_on = models.DateField("下次帮扶日期", null=True, blank=True)
    problems = models.ManyToManyField(Problem, blank=True, related_name="visits", verbose_name="发现问题")
    rating = models.PositiveSmallIntegerField("企业评价（1–5 分）", null=True, blank=True, validators=SCORES)
    rating_comment = models.CharField("评价说明", max_length=400, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人", editable=False
    )
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="安排人")
    status = models.CharField("状态", max_length=12, choices=VisitStatus, default=VisitStatus.OFFERED)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(InCounty.Meta):
        verbose_name = verbose_name_plural = "帮扶"
        indexes = [
            *InCounty.Meta.indexes,
            models.Index(fields=["enterprise", "-id"], name="visit_enterprise"),
            models.Index(fields=["confirmed_on"], name="visit_confirmed"),
            # Who has not been visited is answered by this alone.
            models.Index(
                fields=["enterprise", "planned_on"],
                name="visit_handed_in",
                condition=models.Q(status__in=["to_confirm", "confirmed", "rated"]),
            ),
            # The list's order, by scope; dates do not follow the place, so that a status needs no place beside it.
            models.Index(fields=["planned_on", "-id"], name="visit_planned"),
            models.Index(fields=["county", "planned_on", "-id"], name="visit_county_planned"),
            models.Index(fields=["city_code", "planned_on", "-id"], name="visit_city_planned"),
            models.Index(fields=["status", "planned_on", "-id"], name="visit_status_planned"),
            GinIndex(Bigrams("purpose"), name="visit_purpose_pairs"),
            number_ending("visit_number_ending"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=VisitStatus.values), name="visit_status"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gte=F("starts_at")),
                name="visit_times",
                violation_error_message="结束时间不能早于开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="visit_confirmed_pair",
            ),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="visit_rating"),
            models.CheckConstraint(
                condition=~Q(status__in=[VisitStatus.CONFIRMED, VisitStatus.RATED]) | Q(confirmed_on__isnull=False),
                name="visit_confirmed_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=VisitStatus.RATED) | Q(rating__isnull=False), name="visit_rated_has_rating"
            ),
        ]
        triggers = [final()]

    def __str__(self) -> str:
        return self.number

    @property
    def due_on(self):
        """Before the visit an answer is due, then the planned day binds; the enterprise that confirms has no term."""
        if self.status in (VisitStatus.OFFERED, VisitStatus.DECLINED):
            return self.answer_by
        return self.planned_on if self.status in (VisitStatus.PLANNED, VisitStatus.RECORDING) else None

    def get_absolute_url(self) -> str:
        return record_address("visits:detail", self.pk)

    @property
    def expert_names(self) -> str:
        """Who goes, in words; prefetch ``experts`` for a list."""
        return "、".join(expert.name for expert in self.experts.all())

    @property
    def place(self) -> str:
        return self.plant or self.enterprise.plant_address or self.enterprise.registered_address


class Diagnosis(models.Model):
    """What the experts found in one dimension, scored 1 to 5."""

    visit = models.ForeignKey(HelpVisit, models.CASCADE, related_name="diagnoses", verbose_name="帮扶")
    dimension = models.CharField("维度", max_length=16, choices=Dimension)
    score = models.PositiveSmallIntegerField("评分（1–5 分）", validators=SCORES)
    finding = models.TextField("诊断意见", max_length=2000)

    class Meta:
        verbose_name = verbose_name_plural = "诊断"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "dimension"], name="diagnosis_once"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="diagnosis_score"),
        ]
        triggers = [guarded()]

    def __str__(self) -> str:
        return self.get_dimension_display()


class VisitProblem(models.Model):
    """A problem as the experts write it down. Handing in the record raises it in the register of problems.

    ``client_id`` is made with the row on the phone, so a form sent twice never writes it twice.
    """

    visit = models.ForeignKey(HelpVisit, models.CASCADE, related_name="noted_problems", verbose_name="帮扶")
    client_id = models.UUIDField("记录标识", unique=True, default=uuid.uuid4, editable=False)
    title = models.CharField("问题", max_length=120)
    dimension = models.CharField("维度", max_length=16, choices=Dimension)
    severity = models.CharField("严重程度", max_length=8, choices=Problem.Severity, default=Problem.Severity.MEDIUM)
    advice = models.TextField("改进建议", max_length=2000, blank=True)
    due_on = models.DateField("完成时限", null=True, blank=True)
    problem = models.OneToOneField(
        Problem, models.PROTECT, null=True, blank=True, related_name="noted_on", verbose_name="登记为", editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "发现问题"
        ordering = ["id"]
        triggers = [guarded()]

    def __str__(self) -> str:
        return self.title


class VisitPhoto(models.Model):
    """A photo of a visit; optional, as the rule against 指尖上的形式主义 asks.

    ``client_id`` is made on the phone with the photo: sent again, it is the same photo.
    """

    visit = models.ForeignKey(HelpVisit, models.CASCADE, related_name="photos", verbose_name="帮扶")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="照片")
    caption = models.CharField("说明", max_length=120, blank=True)
    client_id = models.UUIDField("记录标识", unique=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    # Of the bytes as they left the phone: the stored picture is written anew without its metadata.
    sent_sha256 = models.CharField("发送时的校验值", max_length=64, blank=True, db_default="", editable=False)
    taken_at = models.DateTimeField("拍摄时间", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "帮扶照片"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "file"], name="visit_photo_once")]
        triggers = [guarded()]

    def __str__(self) -> str:
        return self.caption or self.file.name
