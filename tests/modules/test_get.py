"""`archbench get`: what terraform installs, archbench installs, and nothing changes on failure."""

import json
import shutil
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.terraform import load
from tests.modules.servers import Servers, h1, tarball, zipped

BOTH = pytest.mark.parametrize(
    "by", ["archbench", pytest.param("terraform", marks=pytest.mark.tool("terraform"))]
)
QUEUE = 'variable "name" {}\nresource "aws_sqs_queue" "q" {\n  name = var.name\n}\n'
TOPIC = 'resource "aws_sns_topic" "t" {}\n'


def call(name: str, source: str, *more: str) -> str:
    """A module block."""
    lines = "".join(f"  {line}\n" for line in more)
    return f'module "{name}" {{\n  source = "{source}"\n{lines}}}\n'


def root(directory: Path, *calls: str) -> Path:
    """A configuration of these calls."""
    directory.mkdir(exist_ok=True)
    (directory / "main.tf").write_text("\n".join(calls), encoding="utf-8")
    return directory


def everything(servers: Servers, directory: Path) -> Path:
    """A configuration with a module from everywhere, and modules in modules."""
    nested = call("inner", "./inner/../inner") + call("far", servers.module("acme/topic/aws"))
    tree = {"main.tf": nested, "inner/main.tf": TOPIC, "sub/main.tf": QUEUE}
    for version in ("1.0.0", "1.2.0", "1.10.1", "2.0.0-rc1", "2.0.0"):
        servers.offer("acme/net/aws", version, tree)
    servers.offer("acme/topic/aws", "0.1.0", {"main.tf": TOPIC})
    servers.commit("queue", {"main.tf": QUEUE, "deep/er/main.tf": TOPIC}, tag="v1")
    servers.commit("queue", {"main.tf": TOPIC})
    servers.packages["acme/git/aws"] = {"3.0.0": servers.repository("queue//deep") + "?ref=v1"}
    servers.packages["acme/git/aws"]["3.0.0"] = f"git::{servers.url}/git/queue.git//deep?ref=v1"
    servers.files["/m.zip"] = zipped({"a/main.tf": TOPIC})
    servers.files["/hidden"] = tarball({"main.tf": TOPIC})
    servers.pages["/page"] = {"X-Terraform-Get": f"{servers.url}/m.zip//a"}
    name = 'name = "n"'
    (directory / "near").mkdir(parents=True)
    (directory / "near/main.tf").write_text(TOPIC, encoding="utf-8")
    return root(
        directory,
        call("net", servers.module("acme/net/aws"), 'version = "~> 1.2"'),
        call("sub", servers.module("acme/net/aws//sub"), 'version = "1.0.0"', name),
        call("early", servers.module("acme/net/aws"), 'version = "2.0.0-rc1"'),
        call("last", servers.module("acme/net/aws")),
        call("registered", servers.module("acme/git/aws//er")),
        call("tag", servers.repository("queue") + "?ref=v1", name),
        call("head", servers.repository("queue")),
        call("deep", f"git::{servers.url}/git/queue.git//deep/er?ref=v1"),
        call("zip", f"{servers.url}/m.zip//a"),
        call("named", f"{servers.url}/hidden?archive=tgz"),
        call("page", f"{servers.url}/page"),
        call("near", "./near/"),
    )


def manifest(directory: Path) -> str:
    """The list of installed modules."""
    return (directory / ".terraform/modules/modules.json").read_text(encoding="utf-8")


def test_every_kind_of_source_is_read_afterwards(servers: Servers, tmp_path: Path) -> None:
    """With the versions that fit, modules inside modules, and directories inside packages."""
    directory = everything(servers, tmp_path / "c")
    assert len(load(directory).unexpanded) == 11
    assert main(["get", str(directory), "--by", "archbench"]) == 0
    found = load(directory)
    assert not found.not_read
    assert not found.diagnostics
    listed = {item["Key"]: item for item in json.loads(manifest(directory))["Modules"]}
    versions = {key: item["Version"] for key, item in listed.items() if "Version" in item}
    assert versions == {
        "net": "1.10.1",
        "sub": "1.0.0",
        "early": "2.0.0-rc1",
        "last": "2.0.0",
        "registered": "3.0.0",
        **dict.fromkeys(("net.far", "early.far", "last.far"), "0.1.0"),
    }
    addresses = {item.address for item in found.instances}
    assert "module.net.module.far.aws_sns_topic.t" in addresses
    assert "module.tag.aws_sqs_queue.q" in addresses  # before the last commit


@pytest.mark.tool("terraform")
def test_the_list_is_that_of_terraform(servers: Servers, tmp_path: Path) -> None:
    """Byte for byte, and terraform finds nothing left to fetch."""
    ours = everything(servers, tmp_path / "ours")
    theirs = tmp_path / "theirs"
    shutil.copytree(ours, theirs)
    assert main(["get", str(ours), "--by", "archbench"]) == 0
    assert main(["get", str(theirs), "--by", "terraform"]) == 0
    assert manifest(ours) == manifest(theirs)
    sums = [(path / "archbench.modules.json").read_text("utf-8") for path in (ours, theirs)]
    assert sums[0] == sums[1]
    servers.asked.clear()
    before = manifest(ours)
    assert main(["get", str(ours), "--by", "terraform"]) == 0
    assert manifest(ours) == before
    assert not [path for path, _ in servers.asked if path.startswith(("/git", "/archives"))]


def test_what_fits_stays(
    servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A newer version is not taken by itself; another constraint is."""
    servers.offer("acme/net/aws", "1.0.0", {"main.tf": TOPIC})
    source = servers.module("acme/net/aws")
    directory = root(tmp_path / "c", call("net", source, 'version = ">= 1.0"'))
    main(["get", str(directory), "--by", "archbench"])
    servers.offer("acme/net/aws", "1.1.0", {"main.tf": TOPIC})
    capsys.readouterr()
    main(["get", str(directory), "--by", "archbench"])
    assert "0 modules fetched, 1 kept as installed, 0 local" in capsys.readouterr().out
    root(directory, call("net", source, 'version = ">= 1.1"'))
    assert "is version 1.0.0" in load(directory).unexpanded[0].reason
    main(["get", str(directory), "--by", "archbench"])
    assert "1 module fetched" in capsys.readouterr().out
    assert "1.1.0" in manifest(directory)
    root(directory, "")
    main(["get", str(directory), "--by", "archbench"])
    assert not (directory / ".terraform/modules/net").exists()


def test_nothing_changes_when_something_fails(
    servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each failure is a line with its place, and the directory is as it was."""
    servers.offer("acme/net/aws", "1.0.0", {"main.tf": TOPIC})
    source = servers.module("acme/net/aws")
    directory = root(
        tmp_path / "c",
        call("good", source),
        call("none", source, 'version = ">= 9"'),
        call("unknown", servers.module("acme/other/aws")),
        call("branch", servers.repository("nothing")),
        call("deep", f"{source}//nowhere"),
        call("outside", "/etc"),
    )
    assert main(["get", str(directory), "--by", "archbench"]) == 2
    said = capsys.readouterr().err
    for line in (
        f'main.tf:6: module "none": no version of {source} is ">= 9"; the newest is 1.0.0.',
        f'main.tf:11: module "unknown": {servers.url}/v1/modules/acme/other/aws/versions answers 4',
        'main.tf:15: module "branch": git says: repository',
        f'main.tf:19: module "deep": {source} has no directory "nowhere".',
        'main.tf:23: module "outside": nothing outside is read',
    ):
        assert line in said
    assert sorted(path.name for path in directory.iterdir()) == ["main.tf"]


@pytest.mark.parametrize(
    "by", ["archbench", pytest.param("terraform", marks=pytest.mark.tool("terraform"))]
)
def test_a_failure_keeps_what_was_there(by: str, servers: Servers, tmp_path: Path) -> None:
    """All or nothing, whoever fetches."""
    servers.offer("acme/net/aws", "1.0.0", {"main.tf": TOPIC})
    good = call("good", servers.module("acme/net/aws"))
    directory = root(tmp_path / "c", good)
    assert main(["get", str(directory), "--by", by]) == 0
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    root(directory, good, call("bad", servers.module("acme/none/aws")))
    assert main(["get", str(directory), "--by", by]) == 2
    root(directory, good)
    assert {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()} == before


def test_a_tag_that_moved_and_a_version_published_anew_are_told(
    servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A branch may move; what has a name to stay by may not."""
    servers.offer("acme/net/aws", "1.0.0", {"main.tf": TOPIC})
    first = servers.commit("queue", {"main.tf": TOPIC}, tag="v1")
    tag, head = servers.repository("queue") + "?ref=v1", servers.repository("queue") + "?ref=main"
    net = call("net", servers.module("acme/net/aws"))
    directory = root(tmp_path / "c", net, call("tag", tag), call("head", head))
    main(["get", str(directory), "--by", "archbench"])
    sums = json.loads((directory / "archbench.modules.json").read_text(encoding="utf-8"))
    assert sums["modules"][servers.module("acme/net/aws")] == {"1.0.0": h1({"main.tf": TOPIC})}
    shutil.rmtree(directory / ".terraform")
    second = servers.commit("queue", {"main.tf": TOPIC + "\n"}, tag="v1")
    servers.offer("acme/net/aws", "1.0.0", {"main.tf": TOPIC + "\n"})
    capsys.readouterr()
    assert main(["get", str(directory), "--by", "archbench"]) == 2
    said = capsys.readouterr().err
    assert f'module "tag": {tag} was commit {first} and is {second}: its tag moved' in said
    assert 'module "net": ' in said
    assert 'module "head"' not in said
    assert not (directory / ".terraform").exists()
    (directory / "archbench.modules.json").unlink()
    assert main(["get", str(directory), "--by", "archbench"]) == 0


@pytest.mark.parametrize(
    "by", ["archbench", pytest.param("terraform", marks=pytest.mark.tool("terraform"))]
)
def test_a_token_is_used_and_never_shown(
    by: str,
    servers: Servers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """TF_TOKEN_host goes to the registry alone, and a password in an address stays there."""
    servers.offer("acme/net/aws", "1.0.0", {"main.tf": TOPIC})
    servers.token = "s3cr3t" + "-token"
    source = servers.module("acme/net/aws")
    private = servers.repository("x").replace("://", "://me:s3cr3t-password@")
    directory = root(tmp_path / "c", call("net", source), call("git", private))
    assert main(["get", str(directory), "--by", by]) == 2
    assert "TF_TOKEN" in capsys.readouterr().err or by == "terraform"
    servers.commit("x", {"main.tf": TOPIC})
    monkeypatch.setenv(f"TF_TOKEN_{servers.host.replace('.', '_')}", servers.token)
    assert main(["get", str(directory), "--by", by]) == 0
    shown = "".join(capsys.readouterr())
    shown += (directory / "archbench.modules.json").read_text(encoding="utf-8")
    main(["resolve", str(directory)])
    shown += "".join(capsys.readouterr())
    assert "s3cr3t" not in shown
    told = {path for path, said in servers.asked if servers.token in said}
    assert all(path.startswith(("/v1/modules/", "/.well-known/")) for path in told)


def test_no_network_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A host that cannot be found."""
    directory = root(tmp_path / "c", call("a", "registry.invalid/acme/net/aws"))
    assert main(["get", str(directory), "--by", "archbench"]) == 2
    said = capsys.readouterr().err
    assert 'main.tf:2: module "a": registry.invalid cannot be found' in said
    assert "no network" in said
    assert not (directory / ".terraform").exists()


@pytest.mark.parametrize(
    ("archive", "says"),
    [
        (tarball({"../main.tf": TOPIC}), "lies outside of it"),
        (tarball({"/main.tf": TOPIC}), "lies outside of it"),
        (tarball({"main.tf": TOPIC}, {"up": "../../../../main.tf"}), "leads out of the module"),
        (tarball({"main.tf": TOPIC}, {"passwd": "/etc/passwd"}), "leads out of the module"),
        (tarball({"main.tf": TOPIC}, {"a": "b", "b": "a"}), "leads out of the module"),
        (tarball({"main.tf": TOPIC})[:40], "cannot be unpacked"),
        (b"no archive", "cannot be unpacked"),
    ],
    ids=["up", "absolute", "link-up", "link-absolute", "links-in-a-ring", "cut-off", "none"],
)
def test_an_archive_writes_nowhere_else(
    archive: bytes,
    says: str,
    servers: Servers,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither by its names nor by its links."""
    servers.files["/m.tar.gz"] = archive
    directory = root(tmp_path / "c", call("a", f"{servers.url}/m.tar.gz"))
    assert main(["get", str(directory), "--by", "archbench"]) == 2
    assert says in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["c", "main.tf"]


def test_git_reads_nothing_on_this_machine(
    servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No path, no program, no option in the place of a reference; links out of it neither."""
    servers.commit("x", {"main.tf": TOPIC})
    (servers.repositories.parent / "work/x/out").symlink_to("/etc/passwd")
    servers.commit("x", {})
    directory = root(
        tmp_path / "c",
        call("path", f"git::file://{servers.repositories}/x.git"),
        call("program", "git::ext::sh -c true"),
        call("option", servers.repository("x") + "?ref=--upload-pack=x"),
        call("link", servers.repository("x")),
    )
    assert main(["get", str(directory), "--by", "archbench"]) == 2
    said = capsys.readouterr().err
    assert said.count("git may not read") == 2
    assert 'module "option": its address cannot be used' in said
    assert 'module "link": its link out leads out of the module' in said


def test_the_checksum_in_an_address_is_held(
    servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As go-getter does."""
    servers.files["/m.zip"] = zipped({"main.tf": TOPIC})
    directory = root(tmp_path / "c", call("a", f"{servers.url}/m.zip?checksum=sha256:{'0' * 64}"))
    assert main(["get", str(directory), "--by", "archbench"]) == 2
    assert "is not what its checksum says" in capsys.readouterr().err


def test_sources_that_opentofu_evaluates_are_fetched(servers: Servers, tmp_path: Path) -> None:
    """With the values that files and the environment give; its registry is OpenTofu's own."""
    servers.offer("acme/net/aws", "1.0.0", {"a.tofu": TOPIC})
    servers.offer("acme/net/aws", "2.0.0", {"a.tofu": TOPIC})
    directory = root(tmp_path / "c", "")
    text = (
        'variable "host" {}\nvariable "version_wanted" {}\nmodule "m" {\n'
        '  source  = "${var.host}/acme/net/aws"\n  version = var.version_wanted\n}\n'
    )
    (directory / "main.tofu").write_text(text, encoding="utf-8")
    values = f'host = "{servers.host}"\nversion_wanted = "1.0.0"\n'
    (directory / "terraform.tfvars").write_text(values, encoding="utf-8")
    assert main(["get", str(directory), "--by", "archbench"]) == 0
    assert '"Version":"1.0.0"' in manifest(directory)
    assert [item.address for item in load(directory).instances] == ["module.m.aws_sns_topic.t"]


@BOTH
def test_a_directory_outside_is_not_copied(by: str, servers: Servers, tmp_path: Path) -> None:
    """Not for the root, and not for a module that was fetched, whoever fetches."""
    outside = root(tmp_path / "outside", TOPIC)
    servers.offer("acme/net/aws", "1.0.0", {"main.tf": call("x", str(outside))})
    directory = root(tmp_path / "c", call("net", servers.module("acme/net/aws")))
    assert main(["get", str(directory), "--by", by]) == 2
    assert sorted(path.name for path in directory.iterdir()) == ["main.tf"]
