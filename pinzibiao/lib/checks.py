"""What the portal needs of its database, asked before every migration."""

from django.core.checks import Error, Tags, register
from django.db import connection

LETTER = "SELECT '浙' ~ '[[:alpha:]]'"


@register(Tags.database)
def chinese_is_made_of_letters(app_configs, databases, **kwargs) -> list[Error]:
    """Under the locale C no Chinese character is a letter: the search would find nothing, and say nothing."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(LETTER)
        is_letter = cursor.fetchone()[0]
    return [] if is_letter else [refusal()]


def refusal() -> Error:
    return Error(
        "The database has the locale C, in which pg_trgm finds nothing in Chinese.",
        hint="Create it anew: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'.",
        id="pinzibiao.E001",
    )
