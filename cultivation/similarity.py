"""Which problem texts of an industry are alike: characters and their pairs, weighed by how rare each is, in Postgres.

Two texts are as alike as twice the weight of what they share is to the weight of both (Dice). Chinese has no words to
split at, and pairs of characters serve as such; single characters join 不稳定 to 波动不稳. Equal texts stand as one.
What nearly all texts hold tells nothing and costs most, so that it is left out.
"""

from dataclasses import dataclass

from django.db import connection

# A term that more texts hold joins too many to tell any two of them apart.
WIDEST = 1000
# As if so many texts had been seen before: of two texts alone, what both hold is not therefore common.
PRIOR = 20
# So many likest texts of each; and so many texts at a time, which bounds the memory of one question.
NEIGHBOURS = 30
AT_ONCE = 1000
PUNCTUATION = r"[[:punct:][:space:]，。；：、（）“”‘’《》！？—…·]"

TABLES = """
CREATE TEMPORARY TABLE similar_problem ON COMMIT DROP AS
    SELECT p.id, p.enterprise_id, p.title, p.compared_at IS NULL AS is_new,
        regexp_replace(p.title, %(punctuation)s, '', 'g') AS words
    FROM cultivation_problem p JOIN enterprises_enterprise e ON e.id = p.enterprise_id
    WHERE e.industry_id LIKE %(industry)s AND p.status <> 'not_adopted';
CREATE TEMPORARY TABLE similar_text ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY min(id))::integer AS id, words, bool_or(is_new) AS is_new
    FROM similar_problem WHERE words <> '' GROUP BY words;
CREATE TEMPORARY TABLE similar_term ON COMMIT DROP AS
    SELECT DISTINCT t.id AS text_id, term
    FROM similar_text t, unnest(bigrams(t.words) || string_to_array(t.words, NULL)) AS term;
CREATE TEMPORARY TABLE similar_weight ON COMMIT DROP AS
    SELECT term, count(*) AS held,
        ln(1 + (%(prior)s + (SELECT count(*) FROM similar_text))::float8 / count(*)) AS weight
    FROM similar_term GROUP BY term;
CREATE TEMPORARY TABLE similar_total ON COMMIT DROP AS
    SELECT text_id, sum(weight) AS total FROM similar_term JOIN similar_weight USING (term) GROUP BY text_id;
CREATE INDEX ON similar_term (term, text_id);
CREATE INDEX ON similar_term (text_id);
CREATE INDEX ON similar_weight (term);
CREATE INDEX ON similar_total (text_id);
ANALYZE similar_problem; ANALYZE similar_text; ANALYZE similar_term; ANALYZE similar_weight; ANALYZE similar_total;
"""
DROPPED = "DROP TABLE IF EXISTS similar_problem, similar_text, similar_term, similar_weight, similar_total"
# What came in or was reworded meanwhile is left for the next time.
COMPARED = """
UPDATE cultivation_problem p SET compared_at = now() FROM similar_problem s
WHERE s.id = p.id AND s.is_new AND s.title = p.title
"""
TEXTS = """
SELECT t.id, t.is_new, array_agg(p.id ORDER BY p.id), array_agg(p.enterprise_id ORDER BY p.id)
FROM similar_text t JOIN similar_problem p USING (words) GROUP BY t.id, t.is_new ORDER BY t.id
"""
PAIRS = """
SELECT a, b, likeness FROM (
    SELECT a, b, likeness, row_number() OVER (PARTITION BY a ORDER BY likeness DESC, b) AS place
    FROM (
        SELECT a, b, 2 * shared / (x.total + y.total) AS likeness
        FROM (
            SELECT mine.text_id AS a, other.text_id AS b, sum(w.weight) AS shared
            FROM similar_text t
            JOIN similar_term mine ON mine.text_id = t.id
            JOIN similar_weight w ON w.term = mine.term AND w.held BETWEEN 2 AND %(widest)s
            JOIN similar_term other ON other.term = mine.term AND other.text_id <> mine.text_id
            WHERE t.is_new AND t.id > %(after)s AND t.id <= %(after)s + %(at_once)s
            GROUP BY mine.text_id, other.text_id
        ) AS sharing
        JOIN similar_total x ON x.text_id = a
        JOIN similar_total y ON y.text_id = b
    ) AS likened WHERE likeness >= %(least)s
) AS ranked WHERE place <= %(neighbours)s
ORDER BY likeness DESC, a, b
"""


@dataclass(frozen=True)
class Text:
    """One wording with the problems that have it, the eldest first, and their enterprises in the same order."""

    pk: int
    is_new: bool
    problems: list[int]
    enterprises: list[int]


def texts_of(industry: str) -> dict[int, Text]:
    """The wordings of a division such as ``C27``; their terms are held ready for ``pairs`` in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(DROPPED)
        cursor.execute(TABLES, {"punctuation": PUNCTUATION, "industry": f"{industry}%", "prior": PRIOR})
        cursor.execute(TEXTS)
        return {row[0]: Text(*row) for row in cursor.fetchall()}


def pairs(texts: dict[int, Text], least: float) -> list[tuple[int, int, float]]:
    """``(new text, text, likeness)`` of those alike enough, the likest first; after ``texts_of``."""
    found = []
    with connection.cursor() as cursor:
        for after in range(0, max(texts, default=0), AT_ONCE):
            asked = {"after": after, "at_once": AT_ONCE, "widest": WIDEST, "neighbours": NEIGHBOURS, "least": least}
            cursor.execute(PAIRS, asked)
            found += cursor.fetchall()
    return sorted(found, key=lambda pair: -pair[2])


def note_compared() -> None:
    """Those that ``texts_of`` found new are so no longer."""
    with connection.cursor() as cursor:
        cursor.execute(COMPARED)
