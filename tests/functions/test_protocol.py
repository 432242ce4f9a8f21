"""What every call keeps to: origins, sensitive marks, limits, messages, and the root."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archbench.errors import EvaluationLimitError
from archbench.hcl.functions import FUNCTIONS
from archbench.hcl.functions.table import Context, FunctionError, call
from archbench.hcl.functions.values import string, strings
from archbench.hcl.types import DYNAMIC, NUMBER, STRING
from archbench.hcl.values import Origin, Unknown, Value, unknown
from tests.functions.workspace import WORKSPACE, answer

SUBNET = Origin("resource", "aws_subnet.a", "id")
ZONE = Origin("data", "data.aws_region.here", "name")


def unknown_of(value: Value) -> Unknown:
    """What is unknown about a value that is."""
    assert isinstance(value.raw, Unknown)
    return value.raw


def test_an_unknown_result_waits_for_all_its_arguments_wait_for() -> None:
    """Origins are united, wherever in the arguments the unknowns are."""
    parts = answer("[1]")[0]
    values = replace(parts, raw=(unknown(STRING, SUBNET, exact=True), unknown(STRING, ZONE)))
    joined = call(FUNCTIONS["join"], (string(","), values), Context())
    assert unknown_of(joined).origins == (ZONE, SUBNET)
    assert not unknown_of(joined).exact


@pytest.mark.parametrize(
    "expression",
    [
        "element([terraform_data.pending.id], 0)",
        'lookup({a = terraform_data.pending.id}, "a", "b")',
        "coalesce(terraform_data.pending.id)",
        'try(terraform_data.pending.id, "")',
        "one([terraform_data.pending.id])",
        "merge({a = terraform_data.pending.id}, {b = 1}).a",
        "concat([terraform_data.pending.id], [1])[0]",
        "flatten([tostring(terraform_data.pending.id)])[0]",
        "nonsensitive(sensitive(terraform_data.pending.id))",
        "values({a = tostring(terraform_data.pending.id)})[0]",
    ],
)
def test_what_a_function_hands_on_unchanged_is_still_that_one_thing(expression: str) -> None:
    """Choosing functions keep the identity of an unknown, so that references can be followed."""
    value, _ = answer(expression)
    (origin,) = unknown_of(value).origins
    assert origin.subject == "terraform_data.pending"
    assert unknown_of(value).exact


def test_sensitive_arguments_make_sensitive_results_and_never_show() -> None:
    """The mark passes on, also from inside a list, and an error tells nothing of the value."""
    hidden = replace(string("hunter2"), sensitive=True)
    assert call(FUNCTIONS["upper"], (hidden,), Context()).sensitive
    inside = replace(strings(["a"]), raw=(hidden,))
    assert call(FUNCTIONS["join"], (string(","), inside), Context()).sensitive
    for name, args in (
        ("parseint", (hidden, Value(NUMBER, 2))),
        ("tonumber", (hidden,)),
        ("formatdate", (string("YYYY"), hidden)),
        ("jsondecode", (hidden,)),
        ("regex", (hidden, string("x"))),
        ("format", (string("%d"), hidden)),
        ("cidrsubnet", (hidden, Value(NUMBER, 1), Value(NUMBER, 1))),
        ("lookup", (answer("{a = 1}")[0], hidden)),
        ("file", (hidden,)),
    ):
        with pytest.raises(FunctionError) as caught:
            call(FUNCTIONS[name], args, Context(root=WORKSPACE))
        assert "hunter2" not in caught.value.detail
        assert name in caught.value.detail


def test_messages_name_the_function_the_parameter_and_the_fault() -> None:
    """The person who wrote the call learns what to change."""
    for expression, words in {
        'cidrsubnet("10.0.0.0/16", 8, 256)': "cidrsubnet() failed: 8 more bits give 256 subnets",
        'formatdate("YYY", "2026-01-31T00:00:00Z")': '"YYY" is not part of a date format; use YY',
        "upper(null)": 'parameter "str" of upper(): the argument must not be null',
        "upper()": 'upper() takes 1 argument(s); "str" is missing.',
        'file("nowhere")': 'there is no file "nowhere"',
        'regex("(", "x")': 'parameter "pattern" of regex(): the pattern is not valid',
        "uper(1)": 'Did you mean "upper"',
    }.items():
        _, (report, *_rest) = answer(expression)
        assert words in report.detail
        assert report.severity == "error"


@pytest.mark.parametrize(
    "expression",
    [
        "setproduct(range(1000), range(1000), range(1000))",
        'indent(1000000000, "a\\nb")',
        'replace(join("", formatlist("%10000s", range(1000))), "", "xxxxxxxxxx")',
        'replace(join("", formatlist("%10000s", range(1000))), "/ /", "xxxxxxxxxx")',
        (
            'yamldecode("a: &a [x,x,x,x,x,x,x,x,x,x]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\\n'
            "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\\n"
            "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\\n"
            'g: [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]")'
        ),
    ],
)
def test_a_result_beyond_all_measure_is_refused_before_it_is_made(expression: str) -> None:
    """A few words of configuration cannot fill the memory."""
    with pytest.raises(EvaluationLimitError, match=r"at most 2000000|more than 100000 times"):
        answer(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "range(1000000000)",
        'format("%2000000d", 1)',
        'format("%.9999999f", 1)',
        'jsondecode("${join("", [for i in range(1000) : "["])}")',
        'yamldecode("${join("", [for i in range(1000) : "["])}")',
        'regex("(((a{900}){900}){900})", "a")',
        'parseint("${join("", [for i in range(1000) : "z"])}", 1)',
        'timeadd("2026-01-01T00:00:00Z", "99999999999999999999h")',
        'substr("abc", 1e400, 1)',
        'cidrhost("10.0.0.0/8", 1e400)',
    ],
)
def test_hostile_arguments_end_in_a_message(expression: str) -> None:
    """Nothing hangs, and nothing but a diagnostic comes out."""
    value, reports = answer(expression)
    assert not value.is_known
    assert reports
    assert all(report.detail for report in reports)


def test_a_pattern_cannot_run_away() -> None:
    """Nested repetition over a long text is linear, as in Terraform."""
    expression = 'length(regexall("(a|aa)+$", "${join("", [for i in range(1000) : "aaaaa"])}b"))'
    value, _ = answer(expression)
    assert value.raw == 0


def test_nothing_outside_the_root_is_read(tmp_path: Path) -> None:
    """Paths up, absolute paths, the home directory and links out are unknown, and say why."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "inside.txt").write_text("inside")
    (root / "linked.txt").symlink_to("inside.txt")
    (tmp_path / "secret.txt").write_text("secret")
    (root / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "up").symlink_to(tmp_path)
    for path in ("../secret.txt", "out.txt", "up/secret.txt", f"{tmp_path}/secret.txt", "~/x"):
        for name in ("file", "filebase64", "fileexists", "filesha256", "filemd5"):
            value, reports = answer(f'{name}("{path}")', root)
            assert [report.severity for report in reports] == ["warning"]
            assert "secret" not in str(value)
            (origin,) = unknown_of(value).origins
            assert origin.reason
        assert not answer(f'templatefile("{path}", {{}})', root)[0].is_known
    assert answer('file("linked.txt")', root)[0].raw == "inside"
    for pattern in ("*", "**", "up/*"):
        value, _ = answer(f'fileset(".", "{pattern}")', root)
        assert not value.is_known
    assert not answer('fileset("..", "*")', root)[0].is_known
    assert not answer('fileset(".", "../*")', root)[0].is_known


def test_files_that_were_read_are_noted(tmp_path: Path) -> None:
    """A report can say which files its values come from, and in which version."""
    (tmp_path / "a.txt").write_text("a")
    context = Context(root=tmp_path, directory=tmp_path)
    call(FUNCTIONS["file"], (string("./a.txt"),), context)
    digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert context.reads == {"a.txt": digest}


def test_paths_start_where_terraform_runs(tmp_path: Path) -> None:
    """A relative path is relative to the context's directory; home is where the context says."""
    (tmp_path / "module").mkdir()
    (tmp_path / "module" / "a.txt").write_text("a")
    context = Context(root=tmp_path, directory=tmp_path / "module", home=Path("/home/ann"))
    assert call(FUNCTIONS["file"], (string("a.txt"),), context).raw == "a"
    assert call(FUNCTIONS["abspath"], (string("a"),), context).raw == f"{tmp_path}/module/a"
    assert call(FUNCTIONS["pathexpand"], (string("~/x"),), context).raw == "/home/ann/x"


def test_a_value_we_cannot_compute_is_unknown_and_reported() -> None:
    """The gap is said twice: in the value's origin and as a warning."""
    value, (report,) = answer('base64gzip("test")')
    (origin,) = unknown_of(value).origins
    assert (origin.kind, origin.subject) == ("function", "base64gzip()")
    assert report.severity == "warning"
    assert origin.reason in report.detail


def test_null_of_no_type_yet_leaves_the_type_open() -> None:
    """An untyped null argument makes format unknown in Terraform 1.11."""
    value, _ = answer('format("%v", null)')
    assert value.type == DYNAMIC
    assert not value.is_known


def test_importing_the_functions_loads_nothing_heavy() -> None:
    """YAML, patterns and grapheme tables are loaded by the first call that needs them."""
    program = "import sys, archbench.hcl.functions; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {"yaml", "re2", "regex", "pandas", "boto3"} & set(done.stdout.split())


def test_where_terraform_may_fail_not_even_the_type_is_known() -> None:
    """A subnet with a number of more than 64 bits may be an error there, and so is no text here."""
    value, _ = answer('cidrsubnet("10.0.0.0/8", 8, 18446744073709551616)')
    assert value.type == DYNAMIC
    assert not value.is_known


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ('timecmp("1999-12-31T00:00:00Z", "2000-01-01T00:00:00Z")', -1),
        ('timecmp("9999-01-01T00:00:00Z", "0001-12-31T00:00:00Z")', 1),
    ],
)
def test_times_of_any_year_are_compared(expression: str, wanted: int) -> None:
    """Across the end of a cycle of 400 years, as in a plan."""
    assert answer(expression)[0].raw == wanted
