"""Papers of this room on their way to the browser."""

from urllib.parse import quote

from django.http import HttpResponse

from pinzibiao.lib.papers.word import write_word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word_response(paper: dict) -> HttpResponse:
    """An official paper as Word, named by its title."""
    return _file(write_word(paper), f"{paper['title']}{paper['subtitle']}.docx", WORD)


def pdf_response(content: bytes, name: str) -> HttpResponse:
    return _file(content, f"{name}.pdf", "application/pdf")


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    plain = f"paper.{name.rpartition('.')[2]}"
    named = quote(name.replace(" ", ""))
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}"
    return response
