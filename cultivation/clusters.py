"""Out of pairs of like texts, groups: each around the text that is like most others."""

from collections.abc import Collection, Iterable, Mapping

Pair = tuple[int, int, float]


def nearest(pairs: Iterable[Pair], homes: Mapping[int, int]) -> dict[int, tuple[int, float]]:
    """``{text: (home, likeness)}``: for each text the likest one that already stands for something."""
    found: dict[int, tuple[int, float]] = {}
    for text, other, likeness in pairs:
        if text not in homes and other in homes and likeness > found.get(text, (0, 0.0))[1]:
            found[text] = (homes[other], likeness)
    return found


def stars(pairs: Iterable[Pair], free: Collection[int]) -> list[dict[int, float]]:
    """Groups ``{text: likeness to the first}`` of ``free`` texts, the first being 1.0; each text is in one at most.

    No text comes in by way of a third: a chain of likenesses leads from anything to anything.
    """
    near: dict[int, dict[int, float]] = {}
    for text, other, likeness in pairs:
        if text in free and other in free:
            near.setdefault(text, {})[other] = likeness
            near.setdefault(other, {})[text] = likeness
    groups, taken = [], set()
    for text in sorted(near, key=lambda one: (-len(near[one]), one)):
        around = {other: likeness for other, likeness in near[text].items() if other not in taken}
        if text in taken or not around:
            continue
        groups.append({text: 1.0, **around})
        taken |= {text, *around}
    return groups
