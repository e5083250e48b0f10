"""What an import came to, short enough to compare."""


def counts(case) -> tuple[int, int, int]:
    """New, changed, unchanged."""
    return case.created_count, case.updated_count, case.unchanged_count


def faults(case) -> list[tuple]:
    """What was wrong: row, column's letter, the value that stands there, the sentence."""
    return [(fault.row, fault.letter, fault.value, fault.message) for fault in case.faults.all()]
