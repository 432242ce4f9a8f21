"""A module registry, archives and git repositories on this machine, over TLS."""

import base64
import datetime as dt
import hashlib
import io
import ipaddress
import json
import os
import ssl
import subprocess
import tarfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Tree = Mapping[str, str]
"""Texts by file name."""


@dataclass
class Servers:
    """What is offered, and what was asked for."""

    host: str
    repositories: Path
    packages: dict[str, dict[str, str]] = field(default_factory=dict)
    """Where the package of a version is, by module."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What lies at a path."""
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    """Headers of an answer without a body, by path."""
    token: str = ""
    """Where it is set, the registry answers nobody who does not say it."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and Authorization of each request."""

    @property
    def url(self) -> str:
        """Where all of it is."""
        return f"https://{self.host}"

    def module(self, name: str) -> str:
        """The source of a module of this registry."""
        return f"{self.host}/{name}"

    def repository(self, name: str) -> str:
        """The source of a module in one of these repositories."""
        return f"git::{self.url}/git/{name}.git"

    def offer(self, module: str, version: str, tree: Tree) -> None:
        """Put a version of a module into the registry, as an archive."""
        path = f"/archives/{module}/{version}.tar.gz"
        self.files[path] = tarball(tree)
        self.packages.setdefault(module, {})[version] = f"{self.url}{path}"

    def commit(self, name: str, tree: Tree, tag: str = "") -> str:
        """Write a tree into a repository, made where it is not there; gives the commit."""
        work = self.repositories.parent / "work" / name
        bare = self.repositories / f"{name}.git"
        if not bare.exists():
            git(self.repositories, "init", "-q", "--bare", "-b", "main", str(bare))
            git(self.repositories, "clone", "-q", str(bare), str(work))
        for file, text in tree.items():
            (work / file).parent.mkdir(parents=True, exist_ok=True)
            (work / file).write_text(text, encoding="utf-8")
        git(work, "add", "-A")
        git(work, "commit", "-q", "--allow-empty", "-m", "a change")
        if tag:
            git(work, "tag", "-f", tag)
        git(work, "push", "-q", "-f", "--tags", "origin", "HEAD:main")
        git(bare, "update-server-info")
        return git(work, "rev-parse", "HEAD").strip()


def git(directory: Path, *arguments: str) -> str:
    """Run git as somebody."""
    names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
    environment = {**os.environ, **dict.fromkeys(names, "somebody")}
    command = ["git", "-C", str(directory), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def tarball(tree: Tree, links: Tree | None = None) -> bytes:
    """A tar.gz of these texts and symbolic links."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, text in tree.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            tar.addfile(member, io.BytesIO(text.encode()))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            tar.addfile(member)
    return buffer.getvalue()


def zipped(tree: Tree) -> bytes:
    """A zip of these texts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in tree.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def h1(tree: Tree) -> str:
    """The checksum of a tree, as Go's dirhash has it."""
    names = sorted(tree)
    lines = [f"{hashlib.sha256(tree[name].encode()).hexdigest()}  {name}\n" for name in names]
    return "h1:" + base64.b64encode(hashlib.sha256("".join(lines).encode()).digest()).decode()


@contextmanager
def serving(directory: Path) -> Iterator[tuple[Servers, Path]]:
    """The servers, and the certificate to trust."""
    certificate, key = _certificate(directory)
    repositories = directory / "repositories"
    repositories.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    servers = Servers(f"127.0.0.1:{server.server_address[1]}", repositories)
    server.servers = servers  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield servers, certificate
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 as its parent
        """Nothing."""

    def do_GET(self) -> None:
        servers: Servers = self.server.servers  # type: ignore[attr-defined]
        path = self.path.partition("?")[0]
        said = self.headers.get("Authorization", "")
        servers.asked.append((self.path, said))
        if path in servers.pages:
            self._answer(200, b"", servers.pages[path])
        elif path in servers.files:
            self._answer(200, servers.files[path])
        elif path.startswith("/git/"):
            found = servers.repositories / path.removeprefix("/git/")
            self._answer(200 if found.is_file() else 404, _content(found))
        elif servers.token and said != f"Bearer {servers.token}":
            self._answer(401, b"")
        else:
            self._registry(servers, path)

    def _registry(self, servers: Servers, path: str) -> None:
        module, _, rest = path.removeprefix("/v1/modules/").rpartition("/")
        version = module.rpartition("/")[2]
        known = servers.packages.get(module.removesuffix(f"/{version}"), {})
        if path == "/.well-known/terraform.json":
            self._answer(200, json.dumps({"modules.v1": "/v1/modules/"}).encode())
        elif rest == "versions" and module in servers.packages:
            versions = [{"version": version} for version in servers.packages[module]]
            self._answer(200, json.dumps({"modules": [{"versions": versions}]}).encode())
        elif rest == "download" and version in known:
            self._answer(204, b"", {"X-Terraform-Get": known[version]})
        else:
            self._answer(404, b"")

    def _answer(self, code: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(code)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if code != 204:
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _certificate(directory: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = directory / "certificate.pem", directory / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret
