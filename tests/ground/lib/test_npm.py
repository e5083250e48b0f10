"""Only the named files of other people's packages are served, without their source maps."""

import pytest

from pinzibiao.lib.npm import FILES, NpmFinder, NpmStorage, without_source_map

CSS = "bootstrap/css/bootstrap.min.css"


@pytest.fixture
def finder(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    for source in FILES.values():
        path = tmp_path / "node_modules" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"body{}\n/*# sourceMappingURL=x.css.map */")
    (tmp_path / "node_modules/bootstrap/package.json").write_text("{}")
    return NpmFinder()


def test_every_named_file_and_no_other(finder):
    assert {path for path, _ in finder.list([])} == set(FILES)
    assert finder.find(CSS).endswith("node_modules/bootstrap/dist/css/bootstrap.min.css")
    assert finder.find(CSS, find_all=True) == [finder.find(CSS)]
    assert finder.find("bootstrap/package.json") == []


def test_ignored_patterns(finder):
    assert {path for path, _ in finder.list(["*.css"])} == {path for path in FILES if not path.endswith(".css")}


def test_a_file_that_is_not_installed_is_not_found(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    assert NpmFinder().find(CSS) == []


def test_files_come_without_their_map(finder):
    (storage,) = {id(storage): storage for _, storage in finder.list([])}.values()
    assert isinstance(storage, NpmStorage)
    assert storage.open(CSS).read() == b"body{}\n"


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (b"a;\n//# sourceMappingURL=a.js.map", b"a;\n"),
        (b"a{}\n/*# sourceMappingURL=a.css.map */\n", b"a{}\n"),
        (b"'//# sourceMappingURL=in the middle';b;", b"'//# sourceMappingURL=in the middle';b;"),
    ],
)
def test_only_the_last_comment_goes(content, left):
    assert without_source_map(content) == left
