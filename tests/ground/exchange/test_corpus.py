"""Every file of the corpus ends within the reader's bounds: read whole, or with a sentence that says what to do."""

import subprocess
import sys

import pytest
from django.core.files.base import ContentFile

from pinzibiao.exchange import reading
from pinzibiao.exchange.kinds import kind_of
from pinzibiao.exchange.layout import WrongFile, layout_of

from . import corpus

MEASURED = (
    "import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__');"
    "print(next(line for line in open('/proc/self/status') if line.startswith('VmHWM')).split()[1])"
)


@pytest.fixture
def read(tmp_path):
    """``read(name, content)``: as an import does it, the look at the bytes first."""

    def act(name: str, content: bytes):
        path = tmp_path / "file"
        path.write_bytes(content)
        reading.examine(ContentFile(content), name)
        return layout_of(reading.read(path, name), kind_of("enterprise"))

    return act


def test_there_are_forty_files_at_least():
    assert len(corpus.GOOD) + len(corpus.BAD) >= 40


@pytest.mark.parametrize("name", corpus.GOOD)
def test_a_good_file_is_read(read, name):
    filename, content, rows = corpus.GOOD[name]()
    layout = read(filename, content)
    body = list(layout.body)
    assert len(body) == rows
    assert len(layout.at) == len(corpus.LABELS)


@pytest.mark.parametrize("name", corpus.BAD)
def test_a_bad_file_ends_in_a_sentence(read, name):
    filename, content, piece = corpus.BAD[name]()
    with pytest.raises((reading.Unreadable, WrongFile)) as refusal:
        read(filename, content)
    assert piece in str(refusal.value)
    assert str(refusal.value)[-1] in "。”"


@pytest.mark.parametrize(
    "make", [corpus.million_formatted_rows, corpus.widest, corpus.many_sheets, corpus.odd_numbers, corpus.too_many_rows]
)
def test_the_reader_stays_small(tmp_path, make):
    path, target = tmp_path / "a.xlsx", tmp_path / "rows"
    path.write_bytes(make())
    command = [sys.executable, "-I", "-c", MEASURED, str(reading.PARSER), str(path), str(target)]
    command += [str(reading.PARSER_BYTES), str(reading.PARSER_SECONDS)]
    peak = int(subprocess.run(command, capture_output=True, check=True).stdout) // 1024
    assert peak < 300


def test_what_is_read_of_the_odd_ones(read):
    def cells(name: str) -> list:
        return next(iter(read(*corpus.GOOD[name]()[:2]).body))[1]

    assert cells("rich and phonetic text")[1] == corpus.ROW["企业名称"]
    assert cells("dates since 1904")[7].isoformat() == "2015-06-01"
    assert cells("formulas with their values")[1] == "临平公式企业"
    assert cells("formulas with their values")[6] == "#DIV/0!"
    assert cells("merged headings")[1] == corpus.ROW["企业名称"]
    assert cells("CSV with line breaks in quotes")[0] == "91\n33"


def test_a_row_keeps_its_number_in_excel(read):
    assert next(iter(read("企业.xlsx", corpus.headings_on_row_five()).body))[0] == 6
    assert next(iter(read("企业.csv", corpus.GOOD["CSV with blank lines"]()[1]).body))[0] == 4
