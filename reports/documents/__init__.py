"""One frozen content, three files: Word to edit and seal, PDF to print, Excel for the annexes."""

from .excel import write_excel
from .pdf import write_pdf
from .word import write_word

WRITERS = {"docx": write_word, "pdf": write_pdf, "xlsx": write_excel}

__all__ = ["WRITERS", "write_excel", "write_pdf", "write_word"]
