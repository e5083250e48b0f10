"""How a case's status looks: out of its table, never out of a list kept beside it."""

from pinzibiao.casework.procedure import PROCEDURES
from pinzibiao.casework.workflow import Desk
from pinzibiao.lib.status import DONE, STOPPED, WAITING


def tone_of(record) -> str | None:
    """Waiting on a desk; done; or stopped: ended, or held up, by an act that had to be explained."""
    meta = getattr(record, "_meta", None)
    procedure = PROCEDURES.get(meta.label_lower) if meta else None
    if procedure is None:
        return None
    flow = procedure.workflow
    owner = flow.owner(record.status)
    if owner not in (Desk.NOBODY, Desk.SYSTEM):
        return WAITING
    arriving = [m for m in flow.moves if m.target == record.status and m.source != record.status]
    return STOPPED if arriving and all(m.needs_comment or m.desk == Desk.SYSTEM for m in arriving) else DONE
