"""What a machine runs when it starts: user data as the shell and cloud-init read it.

Comments and here-documents run nothing, a backslash joins lines, `echo` only speaks, and what
stands after `exit` at the outer level is never reached. Parts of a cloud-init archive, `runcmd`
and `packages` of a cloud-config count as what they run.
https://cloudinit.readthedocs.io/en/latest/explanation/format.html
"""

import re
import shlex
from collections.abc import Iterator, Mapping

from archbench.architecture.joins import Reader
from archbench.hcl.partly import NotReadError, partial_text
from archbench.hcl.values import Plain, Unknown, bare
from archbench.patterns import regex
from archbench.terraform.configuration import Instance

_CLOUDINIT = "cloudinit_config"
_HEREDOC = regex(r"<<(-?)\s*(['\"]?)(\w+)\2")
_SPEAKS = frozenset({"echo", "printf", ":", "true", "false", "logger"})
_LEADS = frozenset({"sudo", "exec", "time", "nohup", "command", "env", "then", "do", "else", "!"})
"""Words before the command that is run."""
_VALUED = frozenset({"-u", "--user", "-g", "--group", "-D", "-C", "--chdir", "-a"})
"""Their options that a word follows: https://www.sudo.ws/docs/man/sudo.man/."""


def scripts(reader: Reader, value: Plain, *, encoded: bool) -> tuple[str, ...]:
    """The scripts in user data, the parts of a cloud-init archive one by one.

    Raises:
        NotReadError: a part of it cannot be read before apply.
    """
    value = bare(value)
    if value is None or value == "":
        return ()
    if isinstance(value, Unknown):
        source = reader.configuration.target(value)
        if source is not None and source.type == _CLOUDINIT:
            return tuple(_parts(source))
    return tuple(_split(_read(value, encoded=encoded)))


def _parts(config: Instance) -> Iterator[str]:
    parts = config.values.get("part", ())
    if not isinstance(parts, tuple):
        raise NotReadError(str(parts))
    for part in parts:
        if not isinstance(part, Mapping):
            raise NotReadError(str(part))
        yield from _split(_read(part.get("content")))


def _read(value: Plain, *, encoded: bool = False) -> str:
    """A script with its references; one that a variable gives as a whole may be any."""
    found = partial_text(value, encoded=encoded)
    if found.is_given:
        raise NotReadError(str(value))
    return found.shown


def _split(found: str) -> Iterator[str]:
    """One script or configuration; those of a MIME archive each."""
    if not re.match(r"(MIME-Version|Content-Type):", found.lstrip(), re.IGNORECASE):
        yield found
        return
    boundary = re.search(r'boundary="?([^"\s;]+)"?', found)
    if boundary is None:
        yield found
        return
    for part in found.split(f"--{boundary[1]}")[1:]:
        _, _, body = part.replace("\r\n", "\n").partition("\n\n")
        if body.strip():
            yield body


def commands(script: str) -> tuple[tuple[str, ...], ...]:
    r"""The simple commands a script runs, each as its words.

    >>> commands('#!/bin/sh\n# docker run a\necho docker run b\ndocker run \\\n -d c')
    (('docker', 'run', '-d', 'c'),)
    """
    if script.lstrip().startswith("#cloud-config"):
        return tuple(_of_cloud_config(script))
    found: list[tuple[str, ...]] = []
    for line in _lines(script):
        for words in _simple(line):
            command = _without_leads(words)
            if command and command[0] not in _SPEAKS:
                found.append(command)
            if command[:1] == ("exit",) and not line.startswith((" ", "\t")):
                return tuple(found)
    return tuple(found)


def _lines(script: str) -> Iterator[str]:
    """Logical lines: continuations joined, here-documents left out."""
    pending = ""
    ends: list[tuple[str, bool]] = []
    for raw in script.replace("\r\n", "\n").split("\n"):
        if ends:
            word, indented = ends[0]
            if (raw.lstrip("\t") if indented else raw) == word:
                ends.pop(0)
            continue
        line = pending + raw
        if line.endswith("\\") and not line.endswith("\\\\"):
            pending = line[:-1] + " "
            continue
        pending = ""
        if not line.lstrip().startswith("#"):
            ends = [(found[3], found[1] == "-") for found in _HEREDOC.finditer(line)]
            yield line
    if pending:
        yield pending


def _simple(line: str) -> Iterator[tuple[str, ...]]:
    """The simple commands of a line: between `|`, `;`, `&` and parentheses, substitutions too."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="();<>|&\n")
    lexer.whitespace_split = True
    lexer.commenters = "#"
    words: list[str] = []
    try:
        tokens = list(lexer)
    except ValueError:  # a quote that ends on a later line: its words are still words
        tokens = line.split()
    for token in tokens:
        if token and not token.strip("();|&"):
            yield tuple(words)
            words = []
        else:
            words.append(token)
    yield tuple(words)
    for inner in re.findall(r"\$\(([^()]*)\)", line):
        yield tuple(inner.split())


def _without_leads(words: tuple[str, ...]) -> tuple[str, ...]:
    """The command itself: without `sudo`, `if`, assignments and the like before it."""
    index = 0
    while index < len(words) and (
        words[index] in _LEADS
        or words[index] in ("if", "while", "until", "elif", "{")
        or re.match(r"[A-Za-z_]\w*=", words[index])
        or (index and (words[index].startswith("-") or words[index - 1] in _VALUED))
    ):
        index += 1
    return words[index:]


def _of_cloud_config(script: str) -> Iterator[tuple[str, ...]]:
    import yaml  # noqa: PLC0415 only user data in YAML needs it

    from archbench.yaml_text import yaml_data  # noqa: PLC0415

    try:
        found = yaml_data(script)
    except yaml.YAMLError:
        raise NotReadError("its cloud-config is no YAML, or too much of it") from None
    if not isinstance(found, Mapping):
        return
    packages = found.get("packages")
    if isinstance(packages, list) and packages:
        names = [str(item[0] if isinstance(item, list) else item) for item in packages]
        yield ("dnf", "install", *names)
    for name in ("bootcmd", "runcmd"):
        for item in found.get(name) or ():
            if isinstance(item, list):
                yield tuple(str(word) for word in item)
            else:
                yield from commands(str(item))


def user_data_of(instance: Instance) -> tuple[Plain, bool, str]:
    """The user data of a template or machine, whether it is encoded, and the attribute it is of."""
    if instance.values.get("user_data_base64") is not None:
        return instance.values["user_data_base64"], True, "user_data_base64"
    return instance.values.get("user_data"), instance.type == "aws_launch_template", "user_data"
