"""A registry, archives and repositories for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.modules.servers import Servers, serving


@pytest.fixture
def servers(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Servers]:
    """Servers that this process, git and terraform trust, and no proxy before them."""
    with serving(tmp_path_factory.mktemp("servers")) as (found, certificate):
        for name in ("SSL_CERT_FILE", "GIT_SSL_CAINFO"):
            monkeypatch.setenv(name, str(certificate))
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(Path(certificate.parent, "none.tfrc")))
        Path(certificate.parent, "none.tfrc").touch()
        yield found
