"""What resolvers share: keys that tell more than themselves, and cells that name several records."""

SIGNS = "、，,；;\n"
LONGEST = 2000


class Key(int):
    """A record's key that also tells something of it, for rules over the row."""

    def __new__(cls, pk: int, **told):
        key = super().__new__(cls, pk)
        key.__dict__.update(told)
        return key


def part_of(word: str, known: dict[str, object]) -> list | None:
    """The records named in one cell, parted by 、 or a comma; the longest name that fits is meant, for a name may hold
    such a sign itself. None where a part is unknown.
    """
    found = []
    while word:
        if len(word) > LONGEST:
            return None
        ends = [index for index, sign in enumerate(word) if sign in SIGNS] + [len(word)]
        end = next((end for end in reversed(ends) if word[:end].strip() in known), None)
        if end is None:
            return None
        found.append(known[word[:end].strip()])
        word = word[end + 1 :].strip()
    return found
