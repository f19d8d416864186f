import logging

import pytest

from certificates.views import batch
from tests import papers
from tests.certificates.signing.fake_bsre import (
    NIK,
    PASSPHRASE,
    PASSWORD,
    SUBSCRIBER,
    USER,
    FakeBsre,
)
from tests.certificates.signing.secrets import (
    Heard,
    Raised,
    found_in_database,
    found_in_files,
    found_in_text,
)

SECRETS = (PASSPHRASE, NIK, "Salah-Ketik-Sandi")


@pytest.fixture
def signing_file(tmp_path, settings):
    """The operator's signing file, empty at first."""
    file = tmp_path / "signing.toml"
    file.write_text("# kunci dan layanan\n")
    settings.SIGNING_FILE = str(file)
    return file


@pytest.fixture(autouse=True)
def _as_long_as_it_takes(monkeypatch):
    """A slow machine gets as many into a batch as a fast one."""
    monkeypatch.setattr(batch, "LONGEST", 120)


@pytest.fixture
def ground(files):
    papers.ensure_faces()


@pytest.fixture
def bsre(signing_file):
    """The fake service, named "diskominfo" in the operator's file."""
    fake = FakeBsre()
    signing_file.write_text(
        f'[services.diskominfo]\nurl = "{fake.url}"\nusername = "{USER}"\npassword = "{PASSWORD}"\n'
        f'read_timeout = 20.0\nconnect_timeout = 10.0\nbatch = 3\nsubscriber = "{SUBSCRIBER}"\n'
    )
    yield fake
    fake.stop()


@pytest.fixture
def nothing_told(ground, files):
    """Listens to every logger at its loudest and to every error; afterwards looks everywhere for the
    secrets. The cache is a table, and so are sessions."""
    handler, raised = Heard(), Raised()
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    raised.start()
    yield handler
    raised.stop()
    root.removeHandler(handler)
    root.setLevel(level)
    assert found_in_text("\n".join(handler.lines), *SECRETS) == []
    assert found_in_text("\n".join(raised.told), *SECRETS) == []
    assert found_in_database(*SECRETS) == []
    assert found_in_files(files, *SECRETS) == []
