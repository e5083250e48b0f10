import pytest


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """Bytes go to a folder of the test's own; gives that folder."""
    backend = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = settings.STORAGES | {"default": backend}
    return tmp_path / "files"
