"""Enterprises that carry the brand are marked in their own row, by the database itself.

A list of a million enterprises that asks the holders for each row reads a third of the table to find the 0.4 % that
carry the brand, 15,000 blocks; with the mark and an index at every level it reads a page (docs/adr/0012).
"""

import pgtrigger


def marks_its_enterprise() -> pgtrigger.Trigger:
    """Whatever writes a holder, the mark of its enterprise follows; of both, when it goes from one to the other."""
    return pgtrigger.Trigger(
        name="marks_its_enterprise",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("enterprise_id", "is_current") | pgtrigger.Delete,
        # Planned anew each time: a plan kept from when the table was empty reads all of it for each of a file's rows.
        func="""
            EXECUTE 'UPDATE enterprises_enterprise AS marked SET is_branded = NOT marked.is_branded
                WHERE marked.id IN ($1, $2) AND marked.is_branded <> EXISTS (
                    SELECT FROM enterprises_brandholder AS held WHERE held.enterprise_id = marked.id AND held.is_current
                )' USING OLD.enterprise_id, NEW.enterprise_id;
            RETURN NULL;
        """,
    )
