"""Hostile and malformed configurations: what each holds, and what must be said of it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

SECRET: Final = "correct-horse-battery"  # noqa: S105 a stand-in
"""Stands in every place nothing may be read from, and in sensitive variables."""

Make = Callable[[Path], None]


def files(**contents: str | bytes) -> Make:
    """A case of plain files; a double underscore in a name is a dot, a triple one a slash."""

    def make(directory: Path) -> None:
        for name, content in contents.items():
            path = directory / name.replace("___", "/").replace("__", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def output(expression: str) -> Make:
    """A case of one output."""
    return files(main__tf=f'output "o" {{\n  value = {expression}\n}}\n')


def _fifo(directory: Path) -> None:
    os.mkfifo(directory / "main.tf")


def _fifo_variables(directory: Path) -> None:
    output("1")(directory)
    os.mkfifo(directory / "terraform.tfvars")


def _fifo_read(directory: Path) -> None:
    output('file("pipe")')(directory)
    os.mkfifo(directory / "pipe")


def _device(directory: Path) -> None:
    (directory / "main.tf").symlink_to("/dev/zero")


def _unreadable(directory: Path) -> None:
    output("1")(directory)
    (directory / "main.tf").chmod(0)


def _directory_named_tf(directory: Path) -> None:
    output("1")(directory)
    (directory / "x.tf").mkdir()


def _links_in_a_ring(directory: Path) -> None:
    (directory / "main.tf").symlink_to("other.tf")
    (directory / "other.tf").symlink_to("main.tf")


def _module_of_itself(directory: Path) -> None:
    files(main__tf='module "again" {\n  source = "./again"\n}\n')(directory)
    (directory / "again").symlink_to(".")


def _modules_in_a_ring(directory: Path) -> None:
    files(
        main__tf='module "a" {\n  source = "./a"\n}\n',
        a___main__tf='module "b" {\n  source = "../b"\n}\n',
        b___main__tf='module "a" {\n  source = "../a"\n}\n',
    )(directory)


def _deep_modules(directory: Path) -> None:
    place = directory
    for _ in range(100):
        (place / "main.tf").write_text('module "m" {\n  source = "./m"\n}\n', encoding="utf-8")
        place = place / "m"
        place.mkdir()
    (place / "main.tf").write_text('output "o" {\n  value = 1\n}\n', encoding="utf-8")


def _doubling_modules(directory: Path) -> None:
    """Two calls in each of 30 levels: a thousand million modules."""
    for level in range(30):
        text = "".join(
            f'module "{name}" {{\n  source = "../m{level + 1}"\n}}\n' for name in ("a", "b")
        )
        place = directory / f"m{level}" if level else directory
        place.mkdir(exist_ok=True)
        text = text if level else text.replace("../", "./")
        (place / "main.tf").write_text(text, encoding="utf-8")
    (directory / "m30").mkdir()
    (directory / "m30" / "main.tf").write_text("", encoding="utf-8")


def _outside(directory: Path) -> None:
    """The file above the root holds the secret; see the test."""
    output('file("../secret.txt")')(directory)


def _outside_by_link(directory: Path) -> None:
    output('file("here.txt")')(directory)
    (directory / "here.txt").symlink_to("../secret.txt")


def _outside_module(directory: Path) -> None:
    files(main__tf='module "m" {\n  source = "./m"\n}\n')(directory)
    (directory / "m").symlink_to("..")


def _outside_configuration(directory: Path) -> None:
    (directory / "main.tf").symlink_to("../secret.txt")


def _outside_fileset(directory: Path) -> None:
    output('[fileset("..", "*.txt"), fileset(".", "../*"), filemd5("../secret.txt")]')(directory)


def _outside_home(directory: Path) -> None:
    (directory.parent / ".ssh").mkdir()
    (directory.parent / ".ssh" / "id_rsa").write_text(SECRET, encoding="utf-8")
    output('[file("~/.ssh/id_rsa"), file("/etc/passwd"), file("/proc/self/environ")]')(directory)


def _many_files(directory: Path) -> None:
    for number in range(3_000):
        (directory / f"f{number}.tf").write_text(f"locals {{\n  x{number} = 1\n}}\n", "utf-8")


def _doubling(first: str, following: str) -> Make:
    lines = [f"  a{i} = {following.replace('@', f'local.a{i - 1}')}" for i in range(1, 60)]
    text = "\n".join(["locals {", f"  a0 = {first}", *lines, "}", ""])
    return files(main__tf=text + 'output "o" {\n  value = local.a59\n}\n')


def _yaml_bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    return "\n".join(lines)


BIG = 50 * 1024 * 1024

# name: (what makes it, words that must be in the answer)
CASES: Final[dict[str, tuple[Make, str]]] = {
    "doubling string": (_doubling('"xxxxxxxxxx"', '"${@}${@}"'), "main.tf:22: Evaluation stopped"),
    "doubling join": (_doubling('"xxxxxxxxxx"', 'join("", [@, @])'), "main.tf:"),
    "doubling list": (_doubling("[1]", "[@, @]"), "Evaluation stopped"),
    "doubling concat": (_doubling("[1]", "concat(@, @)"), "main.tf:"),
    "doubling object": (_doubling("{ a = 1 }", "{ a = @, b = @ }"), "Evaluation stopped"),
    "doubling merge": (_doubling("{}", '{ for k in [1, 2] : "${k}" => @ }'), "Evaluation stopped"),
    "doubling json": (_doubling('"x"', "jsonencode([@, @])"), "main.tf:"),
    "doubling replace": (_doubling('"xx"', 'replace(@, "x", "xx")'), "main.tf:"),
    "doubling format": (_doubling('"xx"', 'format("%s%s", @, @)'), "main.tf:"),
    "doubling base64": (_doubling('"xx"', 'base64encode("${@}${@}")'), "main.tf:"),
    "doubling yaml": (_doubling("[1]", "yamldecode(yamlencode([@, @]))"), "main.tf:"),
    "doubling flatten": (_doubling("[1]", "flatten([@, @])"), "main.tf:"),
    "doubling number": (_doubling("10", "@ * @"), "main.tf:"),
    "nested for": (
        output(
            "{ for a in range(1000) : a => { for b in range(1000) : b => "
            "[for c in range(1000) : c] } }"
        ),
        "main.tf:1: Evaluation stopped",
    ),
    "discarded loops": (
        output("[for a in range(1000) : length([for b in range(1000) : [for c in range(9) : c]])]"),
        "Evaluation stopped",
    ),
    "product": (output("setproduct([for i in range(6) : range(100)]...)"), "main.tf:1"),
    "range": (output("range(0, 1e9)"), "main.tf:2"),
    "power": (output("pow(10, 1e9)"), ""),
    "huge exponent": (output("1e999999999"), "main.tf:2"),
    "long number": (output("9" * 1_000_000), "main.tf:"),
    "padding": (output('format("%999999999d", 1)'), "main.tf:2"),
    "parseint": (output(f'parseint("{"z" * 100_000}", 36)'), ""),
    "cidr": (
        output('[for i in range(1000) : cidrsubnets("::/0", [for j in range(120) : j + 1]...)]'),
        "",
    ),
    "regex": (output(f'regex("(a+)+$", "{"a" * 100_000}b")'), "main.tf:2"),
    "sort": (output('sort([for i in range(1000) : join("", [for j in range(1000) : "x"])])'), ""),
    "count": (files(main__tf='resource "terraform_data" "x" {\n  count = 1e9\n}\n'), "main.tf:2"),
    "blocks": (
        files(
            main__tf='resource "aws_security_group" "x" {\n  dynamic "ingress" {\n    for_each = '
            "flatten([for i in range(1000) : range(1000)])\n    content {\n      from_port = 1\n"
            "      to_port = 1\n      protocol = -1\n    }\n  }\n}\n"
        ),
        "main.tf:",
    ),
    "brackets": (output("[" * 5_000 + "]" * 5_000), "main.tf:2"),
    "parentheses": (output("(" * 100_000), "main.tf:2"),
    "negations": (output("!" * 100_000 + "true"), "main.tf:2"),
    "conditionals": (output("true ? 1 : " * 20_000 + "2"), "main.tf:2"),
    "templates": (output('"${' * 5_000 + "1" + '}"' * 5_000), "main.tf:2"),
    "operands": (output("1 + " * 50_000 + "1"), ""),
    "blocks in blocks": (files(main__tf="a {\n" * 10_000 + "}\n" * 10_000), "main.tf:"),
    "attributes": (
        files(main__tf="locals {\n" + "".join(f"  x{i} = {i}\n" for i in range(50_000)) + "}\n"),
        "",
    ),
    "variables": (
        files(
            main__tf="".join(f'variable "x{i}" {{\n  default = {i}\n}}\n' for i in range(10_000))
        ),
        "",
    ),
    "chain": (
        files(
            main__tf="locals {\n  x0 = 1\n"
            + "".join(f"  x{i} = local.x{i - 1} + 1\n" for i in range(1, 20_000))
            + '}\noutput "o" {\n  value = local.x19999\n}\n'
        ),
        "",
    ),
    "large file": (files(main__tf=b"#" * BIG), "main.tf:1: File too large"),
    "large data": (
        lambda d: (output('length(file("big"))')(d), (d / "big").write_bytes(b"x" * BIG))[0],
        "main.tf:2",
    ),
    "YAML bomb": (
        files(main__tf='output "o" {\n  value = yamldecode(file("b"))\n}\n', b=_yaml_bomb()),
        "main.tf:1",
    ),
    "YAML depth": (output(f'yamldecode("{"[" * 50_000}")'), "main.tf:2"),
    "JSON depth": (output(f'jsondecode("{"[" * 100_000}")'), "main.tf:2"),
    "JSON file depth": (files(main__tf__json="[" * 100_000), "main.tf.json:1"),
    "JSON file cut": (files(main__tf__json='{"locals": {"a": '), "main.tf.json:1"),
    "JSON file no object": (files(main__tf__json="12"), "main.tf.json:1"),
    "CSV": (output('csvdecode("a,b\\n\\"1")'), "main.tf:2"),
    "template of itself": (
        files(
            main__tf='output "o" {\n  value = templatefile("t", {})\n}\n',
            t='${templatefile("t", {})}',
        ),
        "no function named",
    ),
    "cycle": (files(main__tf="locals {\n  a = local.b\n  b = local.a\n}\n"), "main.tf:"),
    "long cycle": (
        files(
            main__tf="locals {\n"
            + "".join(f"  a{i} = local.a{(i + 1) % 5000}\n" for i in range(5000))
            + "}\n"
        ),
        "main.tf:",
    ),
    "module of itself": (_module_of_itself, "main.tf:"),
    "modules in a ring": (_modules_in_a_ring, "main.tf:"),
    "modules that double": (_doubling_modules, ""),
    "100 modules deep": (_deep_modules, ""),
    "NUL in a module's source": (
        files(main__tf='module "m" {\n  source = "./a\\u0000b"\n}\n'),
        'no directory at its source "./a\\u0000b"',
    ),
    "a module's source of 100,000 characters": (
        files(main__tf=f'module "m" {{\n  source = "./{"x" * 100_000}"\n}}\n'),
        "main.tf:1: Unreadable module directory",
    ),
    "modules.json with a number": (
        files(
            main__tf='module "m" {\n  source = "far/away/aws"\n}\n',
            __terraform___modules___modules__json='{"Modules": [{"Key": "m", "Dir": 12}]}',
        ),
        "modules.json",
    ),
    "3,000 files": (_many_files, ""),
    "pipe": (_fifo, "main.tf"),
    "pipe of variables": (_fifo_variables, ""),
    "pipe read": (_fifo_read, "main.tf:2"),
    "device": (_device, "main.tf"),
    "unreadable": (_unreadable, ""),
    "directory named x.tf": (_directory_named_tf, "x.tf"),
    "links in a ring": (_links_in_a_ring, "main.tf"),
    "no files": (lambda _: None, "holds no .tf files"),
    "NUL": (files(main__tf=b'output "o" {\n  value = "\x00"\n}\n\x00'), "main.tf:"),
    "not UTF-8": (files(main__tf=b'output "o" {\n  value = "\xff\xfe"\n}\n'), "main.tf:2:"),
    "UTF-16": (files(main__tf='output "o" {}'.encode("utf-16")), "main.tf:"),
    "CR only": (files(main__tf=b'output "o" {\r  value = 1\r}\r'), "main.tf:"),
    "only a byte order mark": (files(main__tf=b"\xef\xbb\xbf"), ""),
    "cut string": (files(main__tf='output "o" {\n  value = "abc'), "main.tf:"),
    "cut heredoc": (files(main__tf="locals {\n  a = <<EOT\nx\n"), "main.tf:"),
    "cut template": (output('"${"'), "main.tf:"),
    "conflict marks": (files(main__tf="<<<<<<< HEAD\n=======\n>>>>>>> x\n"), "main.tf:1"),
    "tfvars with wrong syntax": (
        files(main__tf='variable "a" {}\n', terraform__tfvars="a = = 1\n"),
        "terraform.tfvars:1",
    ),
    "tfvars with a call": (
        files(main__tf='variable "a" {}\n', terraform__tfvars='a = file("/etc/passwd")\n'),
        "terraform.tfvars:1",
    ),
    "tfvars with a block": (
        files(main__tf='variable "a" {}\n', terraform__tfvars="a {\n}\n"),
        "terraform.tfvars:1",
    ),
    "JSON tfvars cut": (
        files(main__tf='variable "a" {}\n', terraform__tfvars__json='{"a": '),
        "terraform.tfvars.json:1",
    ),
    "modules.json cut": (
        files(main__tf="", __terraform___modules___modules__json='{"Modules": ['),
        "modules.json",
    ),
    "file outside": (_outside, "main.tf:2"),
    "file outside by a link": (_outside_by_link, "main.tf:2"),
    "module outside": (_outside_module, "main.tf:"),
    "configuration outside": (_outside_configuration, "main.tf"),
    "fileset outside": (_outside_fileset, "main.tf:2"),
    "file of the home directory": (_outside_home, "main.tf:2"),
    "control characters": (
        files(
            main__tf='resource "terraform_data" "x" {\n  for_each = { "\\u001b[31mred\\u0007" = 1 }\n}\n'  # noqa: E501
            'output "o" {\n  value = nothing["\x1b]0;title\x07"]\n}\n'
        ),
        "main.tf:",
    ),
    "control characters in keys": (
        files(
            main__tf='resource "terraform_data" "x" {\n'
            '  for_each = { "\\u001b[31mred\\u0007\\u009b2J\\u202e" = 1 }\n  input = each\n}\n'
        ),
        "",
    ),
    "control characters in reasons": (
        files(
            main__tf='variable "x" {\n  default = "\\u001b[2J"\n  validation {\n'
            '    condition     = false\n    error_message = "\\u001b]0;${var.x}\\u0007"\n  }\n}\n'
        ),
        "main.tf:",
    ),
    "secret in a message": (
        files(
            main__tf='variable "p" {\n  sensitive = true\n'
            f'  default   = "{SECRET}"\n}}\n'
            'output "o" {\n  value = [tonumber(var.p), { a = 1 }[var.p], file(var.p), '
            'regex(var.p, "x"), jsondecode(var.p), yamldecode("[${var.p}"), '
            'cidrhost(var.p, 1), formatdate(var.p, "x"), var.p.x, var.p + 1, '
            'parseint(var.p, 10), templatestring("${var.p}", {}), base64decode(var.p), '
            'index(["a"], var.p), { (var.p) = 1, (var.p) = 2 }.x, timeadd(var.p, var.p)]\n}\n'
        ),
        "main.tf:",
    ),
    "secret in the validation": (
        files(
            main__tf=f'variable "p" {{\n  sensitive = true\n  default   = "{SECRET}"\n'
            "  validation {\n    condition     = length(var.p) > 99\n"
            '    error_message = "It is ${var.p}."\n  }\n}\n'
        ),
        "main.tf:",
    ),
    "secret of the wrong type": (
        files(
            main__tf='variable "p" {\n  sensitive = true\n  type      = number\n}\n',
            terraform__tfvars=f'p = "{SECRET}"\n',
        ),
        "terraform.tfvars:1",
    ),
    "secret in an argument": (
        files(
            main__tf='provider "aws" {\n  region = "us-east-1"\n}\n'
            f'variable "p" {{\n  sensitive = true\n  default   = "{SECRET}"\n}}\n'
            'resource "aws_db_instance" "d" {\n  instance_class = "db.t3.micro"\n'
            f'  engine = "mysql"\n  username = "u"\n  password = "{SECRET}"\n'
            '  allocated_storage = var.p\n  tags = { (var.p) = "x", p = var.p }\n}\n'
            'resource "terraform_data" "x" {\n  for_each = toset([var.p])\n}\n'
        ),
        "main.tf:",
    ),
}
