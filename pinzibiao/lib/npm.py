"""Static files that others publish on npm: only the few named here are served.

`npm ci` puts whole packages into `node_modules/`; a portal needs two or three files of each. Naming them keeps
sources, tests and alternative builds of those packages away from the public static folder.
"""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

# Path below static/ → path below node_modules/.
FILES = {
    "bootstrap/css/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "bootstrap/js/bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
}
_SOURCE_MAP = re.compile(rb"(?:\n//# sourceMappingURL=\S*|\n?/\*# sourceMappingURL=[^*]*\*/)\s*$")


def without_source_map(content: bytes) -> bytes:
    """The file without its last comment, which names a map that is not served (collectstatic would stop at it)."""
    return _SOURCE_MAP.sub(b"\n", content)


class NpmStorage(FileSystemStorage):
    """Reads `FILES` by the names they have below static/."""

    def __init__(self, root: Path):
        super().__init__(location=root)
        self.prefix = ""

    def path(self, name):
        """Raises KeyError for a file that is not named in `FILES`."""
        return str(Path(self.location) / FILES[name])

    def _open(self, name, mode="rb"):
        return ContentFile(without_source_map(Path(self.path(name)).read_bytes()), name=name)


class NpmFinder(BaseFinder):
    """A staticfiles finder over the files named in `FILES`."""

    def __init__(self, app_names=None, *args, **kwargs):
        self.storage = NpmStorage(settings.BASE_DIR / "node_modules")
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        """The absolute path of a named file, or [] when it is not named or `npm ci` has not run."""
        if path not in FILES or not Path(self.storage.path(path)).exists():
            return []
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        """(path, storage) of every named file. A missing one stops collectstatic: run `npm ci --ignore-scripts`."""
        for path in FILES:
            if not matches_patterns(path, ignore_patterns or ()):
                yield path, self.storage
