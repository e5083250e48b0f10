"""How a case's status looks: out of its table, never out of a list kept beside it."""

from pinzibiao.casework.procedure import PROCEDURES
from pinzibiao.lib.status import DONE, STOPPED, WAITING


def tone_of(record) -> str | None:
    """Waiting on a desk; done; or ended without what it was for."""
    meta = getattr(record, "_meta", None)
    procedure = PROCEDURES.get(meta.label_lower) if meta else None
    if procedure is None:
        return None
    flow = procedure.workflow
    if record.status in flow.done:
        return DONE
    return STOPPED if flow.ended(record.status) else WAITING
