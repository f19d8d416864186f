"""A Pemda with a record that is due, and SIASN on this machine."""

import pytest

from participants.models import Role
from tests.factories import make_pemda, make_role, make_unit
from tests.project.siasn.fake_siasn import KEY, PASSWORD, SECRET, USER, FakeSiasn
from tests.project.siasn.story import NIPS, verified


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def unit(root):
    return make_unit(root)


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


@pytest.fixture
def record(unit, hr, now):
    return verified(unit, hr, now, NIPS[0])


@pytest.fixture
def siasn(settings, tmp_path, root):
    fake = FakeSiasn()
    fake.people = {nip: f"orang-{place}" for place, nip in enumerate(NIPS)}
    file = tmp_path / "siasn.toml"
    file.write_text(
        f'[connections.coba]\nunits = ["{root.public_id}"]\nurl = "{fake.url}"\n'
        f'token_url = "{fake.url}/token"\nconsumer_key = "{KEY}"\nconsumer_secret = "{SECRET}"\n'
        f'sso_url = "{fake.url}/sso"\nsso_client = "bimtek"\nusername = "{USER}"\n'
        f'password = "{PASSWORD}"\nagency = "INST"\nread_timeout = 0.6\n'
    )
    settings.SIASN_FILE = str(file)
    yield fake
    fake.stop()
