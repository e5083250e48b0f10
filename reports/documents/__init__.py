"""One frozen content, three files: Word to edit and seal, PDF to print, Excel for the annexes."""

from pinzibiao.lib.papers.pdf import write_pdf
from pinzibiao.lib.papers.word import write_word

from .excel import write_excel
from .outline import paper_of

# A long annex belongs in the Excel book: 20,000 rows of a table would take 2 GB as PDF.
ROWS_OF_PDF = 2000
WRITERS = {
    "docx": lambda content, narratives: write_word(paper_of(content, narratives)),
    "pdf": lambda content, narratives: write_pdf(paper_of(content, narratives, ROWS_OF_PDF)),
    "xlsx": write_excel,
}

__all__ = ["WRITERS", "write_excel"]
