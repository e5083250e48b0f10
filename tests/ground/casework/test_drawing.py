"""``docs/states.md`` says what the transition tables say."""

from django.conf import settings

from pinzibiao.casework.drawing import draw_all
from pinzibiao.casework.procedure import PROCEDURES

DOCUMENT = settings.BASE_DIR / "docs" / "states.md"


def test_the_document_is_what_the_tables_draw():
    """When this fails: run ``manage.py draw_states``."""
    assert DOCUMENT.read_text(encoding="utf-8") == draw_all()


def test_every_procedure_has_its_chapter():
    text = draw_all()
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == sorted(PROCEDURES)
    for procedure in PROCEDURES.values():
        for move in procedure.workflow.moves:
            assert f"`{move.action}` {move.label}" in text
