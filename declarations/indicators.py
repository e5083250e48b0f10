"""The standard's own table in a declaration: its rows are taken over, so that only the measured value is typed."""

from enterprises.models import StandardIndicator

from .models import Declaration, DeclaredIndicator


def unanswered(case: Declaration) -> list[StandardIndicator]:
    """Indicators of the declared standard's table that the declaration has no row for yet."""
    if case.standard_id is None:
        return []
    answered = case.indicators.exclude(source=None).values("source")
    return list(case.standard.indicators.exclude(pk__in=answered))


def take_over_table(case: Declaration) -> None:
    """The declared standard's rows as they now stand. What was measured stays with the indicator of that name.

    A row of another standard is let go, or stays as free text once something was measured: nothing typed is lost.
    """
    table = list(case.standard.indicators.all()) if case.standard_id else []
    rows = {row.name: row for row in case.indicators.all()}
    for asked in table:
        _follow(rows.pop(asked.name, None) or DeclaredIndicator(declaration=case), asked)
    for row in rows.values():
        if row.direction:
            _let_go(row)


def _follow(row: DeclaredIndicator, asked: StandardIndicator) -> None:
    row.source, row.name, row.required = asked, asked.name, asked.requirement
    row.unit, row.method = asked.unit, asked.method
    row.direction, row.limit, row.upper, row.advanced = asked.direction, asked.limit, asked.upper, asked.advanced
    row.save()


def _let_go(row: DeclaredIndicator) -> None:
    if not row.measured:
        row.delete()
        return
    row.source, row.direction, row.is_confirmed = None, "", False
    row.limit = row.upper = row.advanced = None
    row.save()
