"""The least a Django page can do for the same rows, and Django's own admin over the same tables.

Every address of the portal stays; these stand beside it, behind the same middleware and sign-in.
"""

from django.contrib import admin
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from declarations.models import Declaration
from enterprises.models import Enterprise

TABLE = engines["django"].from_string(
    "<!doctype html><html lang=zh-Hans><title>{{ title }}</title><body><p>{{ user }}</p><table>"
    "{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></body>"
)
TRIVIAL = engines["django"].from_string(
    "<!doctype html><html lang=zh-Hans><title>{{ title }}</title><p>{{ title }}</p>"
)

ENTERPRISES = """
    SELECT e.id, e.name, e.uscc, r.name, i.code || ' ' || i.name, e.scale, e.is_above_scale,
           EXISTS (SELECT 1 FROM enterprises_brandholder b WHERE b.enterprise_id = e.id AND b.is_current)
    FROM enterprises_enterprise e
    JOIN regions_region r ON r.code = e.county_code
    JOIN enterprises_industry i ON i.code = e.industry_id
    ORDER BY e.id DESC LIMIT 25
"""
# One row per field of the case, and its events, as one statement.
CASE = """
    WITH one AS (
        SELECT to_jsonb(d) || jsonb_build_object('enterprise', e.name, 'uscc', e.uscc, 'county', r.name) AS fields
        FROM declarations_declaration d
        JOIN enterprises_enterprise e ON e.id = d.enterprise_id
        JOIN regions_region r ON r.code = d.county_code
        WHERE d.id = %s
    )
    SELECT key, value FROM one, jsonb_each_text(fields)
    UNION ALL
    SELECT to_char(at, 'YYYY-MM-DD HH24:MI'), label || ' ' || by_name
    FROM casework_event WHERE subject_type = 'declarations.declaration' AND subject_id = %s
"""


def rows_of(sql: str, values=None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def enterprises(request):
    """25 enterprises in one statement and one template."""
    return HttpResponse(TABLE.render({"title": "企业库", "rows": rows_of(ENTERPRISES), "user": request.user.name}))


def case(request, pk: int):
    """One declaration with its events in one statement and one template."""
    return HttpResponse(TABLE.render({"title": "案件", "rows": rows_of(CASE, [pk, pk]), "user": request.user.name}))


def trivial(request):
    """What any Django page costs."""
    return HttpResponse(TRIVIAL.render({"title": "登录"}))


trivial.login_required = False


def insert(request):
    """One row of a form that was sent: the least that handing in could be."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (at, by) VALUES (now(), %s)", [request.user.pk])
    return HttpResponse("ok")


class EnterpriseAdmin(admin.ModelAdmin):
    list_display = ("name", "uscc", "county", "industry", "scale", "is_above_scale")
    list_select_related = ("county", "industry")
    list_per_page = 25
    ordering = ("-id",)


class DeclarationAdmin(admin.ModelAdmin):
    raw_id_fields = ("enterprise", "product")


site = admin.AdminSite("bench")
site.register(Enterprise, EnterpriseAdmin)
site.register(Declaration, DeclarationAdmin)

urlpatterns = [
    path("bench/enterprises/", enterprises),
    path("bench/case/<int:pk>/", case),
    path("bench/trivial/", trivial),
    path("bench/insert/", insert),
    path("bench/admin/", site.urls),
    path("", include("pinzibiao.urls")),
]
