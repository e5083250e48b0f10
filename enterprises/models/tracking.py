"""What the history keeps of rows that people may delete."""

import pghistory


def with_deletion() -> tuple:
    """Trackers for a register whose rows may be deleted: the last state stays in the history."""
    return pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent()
