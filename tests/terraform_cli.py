"""The real terraform and AWS provider, pointed at moto's server: for tests, recordings and e2e."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
INFRA = ROOT / "infra"

# The implied local mirror directories, where Terraform itself looks for plugins:
# https://developer.hashicorp.com/terraform/cli/config/config-file
MIRRORS = (
    Path.home() / ".terraform.d/plugins",
    Path.home() / ".local/share/terraform/plugins",
    Path("/usr/local/share/terraform/plugins"),
    Path("/usr/share/terraform/plugins"),
)
START_SECONDS = 60.0

RECORDED_WITH = "1.11.4"
"""The terraform whose answers are recorded beside the tests; later ones know more."""


class NotInstalled(Exception):  # noqa: N818
    """Terraform or the AWS provider is not on this machine."""


class TerraformFailed(Exception):  # noqa: N818
    """A terraform command ended with an error; the message is what it said against it."""


@dataclass(frozen=True, slots=True)
class Terraform:
    """A terraform executable with its plugins and the AWS stand-in it talks to."""

    executable: str
    plugins: Path
    endpoint: str

    def __call__(
        self, directory: Path, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> str:
        """Run terraform in a directory and return what it wrote to standard output.

        Raises:
            TerraformFailed: it exited with anything but 0.
        """
        done = subprocess.run(
            [self.executable, *arguments],
            cwd=directory,
            env=self._environment() | dict(environment or {}),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            command = " ".join(["terraform", *arguments])
            raise TerraformFailed(f"{command}\n{(done.stderr or done.stdout).strip()}")
        return done.stdout

    def init(self, directory: Path) -> None:
        """Make a work copy ready, from the plugin directory alone."""
        self(directory, "init", "-backend=false", "-input=false", f"-plugin-dir={self.plugins}")

    def plan(self, directory: Path, *arguments: str, **environment: str) -> dict[str, Any]:
        """Plan an initialized directory and return `terraform show -json` of the plan."""
        self(
            directory,
            "plan",
            "-input=false",
            "-lock=false",
            "-out=tfplan",
            *arguments,
            environment=environment,
        )
        plan: dict[str, Any] = json.loads(self(directory, "show", "-json", "tfplan"))
        return plan

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AWS_", "TF_")) and not name.lower().endswith("_proxy")
        }
        return kept | {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "CHECKPOINT_DISABLE": "1",
            "TF_CLI_CONFIG_FILE": os.devnull,
            "TF_IN_AUTOMATION": "1",
            "TF_CLI_ARGS": "-no-color",
        }


def locate() -> tuple[str, Path]:
    """Return the terraform executable and the directory its AWS provider is installed in.

    The directory is TF_PLUGIN_DIR where that is set, else the first mirror or /opt directory with
    an AWS provider in it.

    Raises:
        NotInstalled: one of them is missing; the message says what to do.
    """
    executable = shutil.which("terraform")
    if executable is None:
        raise NotInstalled("terraform is not on PATH: install Terraform 1.11 or newer.")
    named = os.environ.get("TF_PLUGIN_DIR")
    candidates = [Path(named)] if named else [*MIRRORS, *sorted(Path("/opt").glob("*/"))]
    for candidate in candidates:
        if (candidate / "registry.terraform.io/hashicorp/aws").is_dir():
            return executable, candidate
    raise NotInstalled(
        "No directory with registry.terraform.io/hashicorp/aws in it: install the AWS provider 5.x "
        "in a plugin directory and name it in TF_PLUGIN_DIR. Looked in "
        + ", ".join(str(candidate) for candidate in candidates)
    )


@contextlib.contextmanager
def running() -> Iterator[Terraform]:
    """Give a Terraform that talks to a fresh moto server of its own, and stop that server after.

    Raises:
        NotInstalled: terraform or the provider is missing.
    """
    executable, plugins = locate()
    with moto_server() as endpoint:
        yield Terraform(executable, plugins, endpoint)


@contextlib.contextmanager
def moto_server() -> Iterator[str]:
    """Run moto's server on a free port and give its address, with AWS's managed policies loaded."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        env=os.environ | {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(server, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if server.poll() is not None:
            raise RuntimeError(f"moto's server ended with code {server.returncode}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"moto's server did not answer within {START_SECONDS:g} s")
        time.sleep(0.05)


@contextlib.contextmanager
def work_copy(stack: str) -> Iterator[Path]:
    """Give a temporary copy of infra/<stack>, so that nothing terraform writes lands in infra/."""
    with tempfile.TemporaryDirectory(prefix=f"{stack}-") as directory:
        copy = Path(directory) / stack
        shutil.copytree(INFRA / stack, copy, ignore=shutil.ignore_patterns(".terraform*"))
        yield copy
