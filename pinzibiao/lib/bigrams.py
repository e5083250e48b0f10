"""Pairs of neighbouring characters, by which an index finds a Chinese word of two: a trigram needs three."""

from itertools import pairwise

from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, TextField

FUNCTION = """
CREATE OR REPLACE FUNCTION bigrams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT first || second), '{}')
    FROM (SELECT string_to_array(words, NULL) AS letters) AS split,
        unnest(letters[: cardinality(letters) - 1], letters[2 :]) AS pair(first, second)
$$
"""


class Bigrams(Func):
    """SQL: the pairs of a text. Index it by ``GinIndex(Bigrams("title"), name=…)``; a migration made ``FUNCTION``."""

    function = "bigrams"
    arity = 1
    output_field = ArrayField(TextField())


def holding(name: str, word: str) -> dict:
    """What ``filter`` asks so that the column holds ``word``; the pairs lead to the rows, the text decides.

    Use ``alias(pairs=Bigrams(name))`` before it.
    """
    return {"pairs__contains": ["".join(pair) for pair in pairwise(word)], f"{name}__contains": word}
