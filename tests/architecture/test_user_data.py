"""User data as the shell and cloud-init read it."""

import base64

import pytest

from archbench.architecture.joins import Reader
from archbench.architecture.user_data import commands, scripts, user_data_of
from archbench.hcl.partly import NotReadError
from archbench.hcl.types import STRING, ListOf
from archbench.hcl.values import Origin, Plain, Sensitive, Unknown
from archbench.terraform.configuration import Configuration, Instance
from tests.architecture.hand import configuration, ref, resource

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
        "#cloud-config\nbootcmd:\n  - docker run -d api\n",
        "(\n  exit 0\n)\ndocker run -d api",
        "if false; then\n\texit 1\nfi\ndocker run -d api",
        "NAME=x LEVEL=1 docker run -d api",
        "sudo -E docker run -d api",
        "sudo -E -H docker run -d api",
        "sudo -u app docker run -d api",
        "sudo --user app -g app docker run -d api",
        "sudo --user=app docker run -d api",
        "env -C / A=1 docker run -d api",
        "exec -a api docker run -d api",
        "! docker run -d api",
        "while docker run -d api; do sleep 1; done",
        "x=$(docker run -d api)",
        "cat <<A\nnothing\nA\ncat <<B\nA\nB\ndocker run -d api",
        "cat <<A <<B\nnothing\nA\nnothing\nB\ndocker run -d api",
        "cat <<-EOF\n\tnothing\n\tEOF\ndocker run -d api",
        "docker run -d api \\",
        "docker run -d api | tee '/log",
        "echo a\\\\\ndocker run -d api",
        "\r\ndocker run -d api\r\n",
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
        "#cloud-config\n- docker run -d api\n",
        "cat <<EOF\n\tEOF\ndocker run -d api\nEOF\n",
        "cat <<A <<B\nA\ndocker run -d api\nB\n",
        "sudo exit\ndocker run -d api",
        "  # docker run -d api",
        "echo a \\\n  docker run -d api",
        "docker run -d apis",
        "docker rm -d run -d api",
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


WAITS = Unknown(STRING, (Origin("variable", "var.x"),))
MANY = Unknown(ListOf(STRING), (Origin("variable", "var.all"),))
SCRIPT = "#!/bin/sh\ndocker run -d api\n"


def read(value: Plain, *others: Instance, encoded: bool = False) -> tuple[str, ...]:
    """The scripts in user data."""
    return scripts(Reader(configuration(*others)), value, encoded=encoded)


def test_user_data_is_read_as_it_is_given() -> None:
    """Plain or encoded, sensitive or not; what is left out is no script."""
    encoded = base64.b64encode(SCRIPT.encode()).decode()
    assert read(SCRIPT) == read(Sensitive(SCRIPT)) == read(encoded, encoded=True) == (SCRIPT,)
    assert read(None) == read("") == ()
    with pytest.raises(NotReadError):
        read(WAITS)


def archive(part: Plain) -> Instance:
    """A cloud-init archive of another provider."""
    return resource("data.cloudinit_config.c", part=part)


def rendered(part: Plain) -> tuple[str, ...]:
    """The scripts of an archive that user data refers to."""
    item = archive(part)
    return read(ref(item.address, "rendered"), item)


def test_a_cloud_init_archive_holds_its_parts() -> None:
    """One by one; one that is not known cannot be read."""
    assert rendered(({"content": SCRIPT}, {"content": "#cloud-config\n"})) == (
        SCRIPT,
        "#cloud-config\n",
    )
    for part, why in ((MANY, str(MANY)), ((MANY,), str(MANY))):
        with pytest.raises(NotReadError) as raised:
            rendered(part)
        assert str(raised.value) == why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Content-Type: text/plain\n\nls", ("Content-Type: text/plain\n\nls",)),
        ("content-type: multipart/mixed; boundary=B\n\n--B\n\nls\n--B--", ("ls\n",)),
        ("MIME-Version: 1.0\nx; boundary=B;\n\n--B\nA: b\n\nls\n--B\n\n \n--B--", ("ls\n",)),
        ("\nMIME-Version: 1.0\r\nboundary=B\r\n\r\n--B\r\n\r\nls\r\n--B--", ("ls\n",)),
        ("x\nMIME-Version: 1.0\nboundary=B\n--B\n\nls", None),
    ],
)
def test_a_mime_archive_is_split_at_its_boundary(text: str, found: tuple[str, ...] | None) -> None:
    """What has none is one script; an empty part runs nothing."""
    assert read(text) == ((text,) if found is None else found)


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (
            "#cloud-config\npackages:\n  - git\n  - [nginx, 1.2]\n",
            (("dnf", "install", "git", "nginx"),),
        ),
        ("#cloud-config\npackages: []\n", ()),
        ("#cloud-config\nruncmd:\n", ()),
        (
            "#cloud-config\nruncmd:\n  - [sh, 1]\n  - exit 0\n  - ls -l\n",
            (("sh", "1"), ("exit", "0"), ("ls", "-l")),
        ),
        ("  #cloud-config\n{}", ()),
        ("a; b && c | d & (e)", (("a",), ("b",), ("c",), ("d",), ("e",))),
        ("a 'b; c'", (("a", "b; c"),)),
        ("a # b", (("a",),)),
        ('x="$(id -u)"\nls', (("id", "-u"), ("ls",))),
        ("printf x; true; false; :; logger y; ls", (("ls",),)),
        ("elif a; then b; else c; fi", (("a",), ("b",), ("c",), ("fi",))),
        ("{ a; }", (("a",), ("}",))),
        ("env A=1 b -c", (("b", "-c"),)),
        ("a -b sudo -c", (("a", "-b", "sudo", "-c"),)),
        ("exit\nls", (("exit",),)),
        ("ls; exit 1; rm x\nnever", (("ls",), ("exit", "1"))),
        ("", ()),
    ],
)
def test_simple_commands_one_by_one(script: str, expected: tuple[tuple[str, ...], ...]) -> None:
    """In order, each as its words; nothing after an exit at the outer level."""
    assert commands(script) == expected


def test_a_configuration_that_is_no_yaml_cannot_be_read() -> None:
    """And runs nobody knows what."""
    with pytest.raises(NotReadError, match="its cloud-config is no YAML"):
        commands("#cloud-config\na: [")


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        ("aws_instance", {"user_data": "x"}, ("x", False, "user_data")),
        ("aws_launch_template", {"user_data": "eA=="}, ("eA==", True, "user_data")),
        ("aws_launch_configuration", {"user_data": "x"}, ("x", False, "user_data")),
        ("aws_instance", {"user_data_base64": "eA=="}, ("eA==", True, "user_data_base64")),
        (
            "aws_instance",
            {"user_data": "x", "user_data_base64": None},
            ("x", False, "user_data"),
        ),
        ("aws_instance", {}, (None, False, "user_data")),
    ],
)
def test_a_template_holds_it_encoded(
    type_: str, values: dict[str, Plain], expected: tuple[Plain, bool, str]
) -> None:
    """A machine only in an argument of that name."""
    assert user_data_of(resource(f"{type_}.a", **values)) == expected
