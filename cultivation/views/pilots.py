"""Pilots of the cultivation services: each region × industry with its part of the lists beside its progress."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from desks import scopes
from pinzibiao.lib.pages import Page
from pinzibiao.lib.tables import text_of
from projects.models import PilotTarget
from projects.selectors import SHOWN_QUARTERS, progress_of, quarters_of

from .. import cells
from ..columns import shown_columns, with_values
from ..models import ListSet
from ..pilots import rows_of_pilot, standing
from .lists import READS_SNAPSHOTS, WHOLE_SETS
from .records import rows_of

PILOTS = ("试点", reverse_lazy("cultivation:pilots"))
SHOWN_ROWS, SHOWN_COLUMNS = 5, 5


class Pilots(Page):
    """Those of the projects that this person sees."""

    template_name = "cultivation/pilots.html"
    title = PILOTS[0]
    lead = "对标培育服务的每个试点（区域 × 产业），五张清单和项目进度放在一起看。"
    refusal = "试点由监管部门和牵头（支撑）单位查看。"

    def may(self, user) -> bool:
        return user.kind in READS_SNAPSHOTS

    def rows(self):
        mine = PilotTarget.objects.filter(project__in=scopes.projects(self.request.user))
        return mine.select_related("project", "region", "industry__region")

    def get(self, request) -> HttpResponse:
        return self.render(rows=list(self.rows().order_by("region", "-project__year")))


class PilotPage(Pilots):
    template_name = "cultivation/pilot.html"

    def prepare(self) -> None:
        self.pilot = get_object_or_404(self.rows().prefetch_related("industry__classes"), pk=self.kwargs["pk"])

    def page_title(self) -> str:
        return f"{self.pilot.region} · {self.pilot.industry.name}"

    def page_lead(self) -> str:
        return self.pilot.project.title

    def breadcrumbs(self):
        return [PILOTS, (self.page_title(), None)]

    def get(self, request, pk: int) -> HttpResponse:
        project = self.pilot.project
        quarters = quarters_of(project)[:SHOWN_QUARTERS]
        list_set = self.list_set()
        return self.render(
            pilot=self.pilot,
            project=project,
            list_set=list_set,
            lists=[self.part(one) for one in list_set.definitions.all()] if list_set else [],
            milestones=list(project.milestones.all()),
            progress=progress_of(project, quarters),
            today=timezone.localdate(),
        )

    def list_set(self) -> ListSet | None:
        """This year's lists, or the latest before it."""
        return WHOLE_SETS.filter(year__lte=timezone.localdate().year).order_by("-year").first()

    def part(self, definition) -> dict:
        """A list's part of the pilot: how it stands, its newest rows by the main columns, where all of them are."""
        user, year, today = self.request.user, definition.list_set.year, timezone.localdate()
        rows = rows_of_pilot(rows_of(definition.source, user, year), self.pilot)
        columns = [one for one in shown_columns(definition) if one.column.is_printed][:SHOWN_COLUMNS]
        newest = with_values(rows, columns, year).order_by("-pk")[:SHOWN_ROWS]
        place = f"region={self.pilot.region.pk}&industry={self.pilot.industry_id}"
        return {
            "standing": standing(definition, rows, today),
            "labels": [one.label for one in columns],
            "rows": [self.line(row, columns, today) for row in newest],
            "url": f"{reverse('cultivation:list', args=[year, definition.number])}?{place}",
        }

    def line(self, row, columns, today) -> dict:
        words = [(one.label, text_of(_plain(cells.words_of(row, one, today)))) for one in columns]
        return {"url": row.get_absolute_url(), "cells": words}


def _plain(value):
    return value[0] if isinstance(value, tuple) else value
