"""User data as the shell and cloud-init read it."""

import pytest

from archbench.architecture.joins import Reader
from archbench.architecture.user_data import commands, scripts
from archbench.terraform.configuration import Configuration

RUN = ("docker", "run", "-d", "api")


@pytest.mark.parametrize(
    "script",
    [
        "#!/bin/sh\ndocker run -d api\n",
        "docker \\\n  run -d \\\n  api",
        "set -e; sudo docker run -d api",
        "test -f /x && docker run -d api || exit 1",
        "if true; then docker run -d api; fi",
        'docker run -d "api" # the API',
        "cat <<EOF > /x\nnothing\nEOF\ndocker run -d api",
        "#cloud-config\nruncmd:\n  - docker run -d api\n",
        "#cloud-config\nruncmd:\n  - [docker, run, -d, api]\n",
    ],
)
def test_what_runs(script: str) -> None:
    """The command in each of its spellings."""
    assert RUN in commands(script)


@pytest.mark.parametrize(
    "script",
    [
        "# docker run -d api",
        "echo docker run -d api",
        "printf 'docker run -d api'",
        "cat > /x <<'EOF'\ndocker run -d api\nEOF\n",
        "cat <<-EOF\n\tdocker run -d api\n\tEOF\n",
        "exit 0\ndocker run -d api",
        "true || echo docker run -d api",
        "#cloud-config\nwrite_files:\n  - content: docker run -d api\n",
    ],
)
def test_what_only_stands_there(script: str) -> None:
    """A comment, speech, a here-document, what is never reached, a file."""
    assert RUN not in commands(script)


def test_parts_of_an_archive_are_scripts_each() -> None:
    """A MIME archive holds a script and a configuration."""
    archive = (
        'Content-Type: multipart/mixed; boundary="B"\nMIME-Version: 1.0\n\n'
        "--B\nContent-Type: text/x-shellscript\n\n#!/bin/sh\ndocker run -d api\n"
        "--B\nContent-Type: text/cloud-config\n\n#cloud-config\npackages: [docker]\n--B--\n"
    )
    found = scripts(Reader(Configuration("x", ())), archive, encoded=False)
    assert [command for script in found for command in commands(script)] == [
        RUN,
        ("dnf", "install", "docker"),
    ]
