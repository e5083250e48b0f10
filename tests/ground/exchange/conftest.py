"""Files of imports go to a folder of the test's own."""

from tests.ground.files.conftest import store  # noqa: F401
