"""The least a page can do for a list's rows, and Django's own admin over the same tables."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path

from benchmarks.lean import TABLE, rows_of
from cultivation.models import Problem
from declarations.models import Declaration
from enterprises.models import Enterprise
from visits.models import HelpVisit

# One hand-written statement a list: the columns that ours shows, in our order. The WHERE is filled in.
STATEMENTS = {
    "enterprises": """
        SELECT t.name, t.uscc, r.name, i.code || ' ' || i.name, t.scale, t.is_above_scale,
               EXISTS (SELECT 1 FROM enterprises_brandholder b WHERE b.enterprise_id = t.id AND b.is_current)
        FROM enterprises_enterprise t
        JOIN regions_region r ON r.code = t.county_code
        JOIN enterprises_industry i ON i.code = t.industry_id
        WHERE {where} ORDER BY t.id DESC LIMIT 25
    """,
    "problems": """
        SELECT t.number, t.title, e.name, r.name, t.dimension, t.due_on, t.status, t.solved_on, t.saving_wan
        FROM cultivation_problem t
        JOIN enterprises_enterprise e ON e.id = t.enterprise_id
        JOIN regions_region r ON r.code = t.county_code
        WHERE {where} ORDER BY t.id DESC LIMIT 25
    """,
    "five lists": """
        SELECT t.number, t.title, e.name, r.name, t.source, t.dimension, t.is_common, t.severity, t.now_value,
               t.root_cause, t.advice, t.raised_on, t.responsible_unit, t.responsible_person, t.due_on, t.status,
               t.solved_on, coalesce(u.name, t.past_verifier), t.saving_wan, t.saving_basis
        FROM cultivation_problem t
        JOIN enterprises_enterprise e ON e.id = t.enterprise_id
        JOIN regions_region r ON r.code = t.county_code
        LEFT JOIN accounts_user u ON u.id = t.verified_by_id
        WHERE {where} ORDER BY t.id DESC LIMIT 25
    """,
    "visits": """
        SELECT t.number, e.name, r.name, t.planned_on, t.mode, t.purpose, t.rating, t.status,
               (SELECT string_agg(x.name, '、') FROM visits_helpvisit_experts v
                JOIN experts_expert x ON x.id = v.expert_id WHERE v.helpvisit_id = t.id),
               (SELECT count(*) FROM visits_helpvisit_problems p WHERE p.helpvisit_id = t.id)
        FROM visits_helpvisit t
        JOIN enterprises_enterprise e ON e.id = t.enterprise_id
        JOIN regions_region r ON r.code = t.county_code
        WHERE {where} ORDER BY t.planned_on DESC, t.id LIMIT 25
    """,
    "declarations": """
        SELECT t.number, e.name, p.name, r.name, t.status, t.due_on, t.submitted_on
        FROM declarations_declaration t
        JOIN enterprises_enterprise e ON e.id = t.enterprise_id
        JOIN enterprises_product p ON p.id = t.product_id
        JOIN regions_region r ON r.code = t.county_code
        WHERE {where} ORDER BY t.status NOT IN ({awaited}), t.due_on, t.id DESC LIMIT 25
    """,
}
# What the lean page shows by its number: an address carries no SQL.
ASKED: list[str] = []


def lean(request, number: int):
    """25 rows in one statement and one template."""
    rows = rows_of(ASKED[number])
    return HttpResponse(TABLE.render({"title": "列表", "rows": rows, "user": request.user.name}))


class ListAdmin(admin.ModelAdmin):
    """The same columns, with any filter in the address."""

    list_per_page = 25
    ordering = ("-id",)

    def lookup_allowed(self, lookup, value, request):
        return True


class EnterpriseAdmin(ListAdmin):
    list_display = ("name", "uscc", "county", "industry", "scale", "is_above_scale")
    list_select_related = ("county", "industry")
    search_fields = ("name", "uscc")


class ProblemAdmin(ListAdmin):
    list_display = ("number", "title", "enterprise", "county", "dimension", "due_on", "status", "solved_on")
    list_select_related = ("enterprise", "county")


class VisitAdmin(ListAdmin):
    list_display = ("number", "enterprise", "county", "planned_on", "mode", "purpose", "rating", "status")
    list_select_related = ("enterprise", "county")
    ordering = ("-planned_on", "id")


class DeclarationAdmin(ListAdmin):
    list_display = ("number", "enterprise", "product", "county", "status", "due_on", "submitted_on")
    list_select_related = ("enterprise", "product", "county")


site = admin.AdminSite("bench-lists")
site.register(Enterprise, EnterpriseAdmin)
site.register(Problem, ProblemAdmin)
site.register(HelpVisit, VisitAdmin)
site.register(Declaration, DeclarationAdmin)
CHANGELISTS = {
    "enterprises": "/bench/admin/enterprises/enterprise/",
    "problems": "/bench/admin/cultivation/problem/",
    "visits": "/bench/admin/visits/helpvisit/",
    "declarations": "/bench/admin/declarations/declaration/",
}

urlpatterns = [
    path("bench/lean/<int:number>/", lean),
    path("bench/admin/", site.urls),
    path("", include("pinzibiao.urls")),
]
