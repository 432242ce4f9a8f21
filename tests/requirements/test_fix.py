"""Fixes: made where the value comes from, tried before they are shown, written only when told."""

import re
from pathlib import Path
from shutil import copytree

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.requirements import assess
from archbench.requirements.checklist import Checklist
from archbench.requirements.fix import Fix, propose, write
from archbench.requirements.origin import Edit, applied
from archbench.requirements.reading import parse_checklist, read_checklist
from archbench.terraform import load
from tests.requirements.stacks import MIGRATION, PAYMENTS, edited, words, written
from tests.terraform_cli import Terraform, work_copy

RETENTION = "10.5.1-retention"
HEALING = "REL11-BP03-healing"

CHECKLIST = parse_checklist(
    """
checklist "t" {
  title = "t"
}
group "g" {
  number = 1
  title  = "g"
}
control "kept" {
  group = "g"
  fix   = "Set retention_in_days."
  assert {
    for_each  = resources.aws_cloudwatch_log_group
    condition = coalesce(each.configured.retention_in_days, 0) == 365
  }
  patch {
    resource  = "aws_cloudwatch_log_group"
    attribute = "retention_in_days"
    value     = 365
  }
}
control "short" {
  group = "g"
  assert {
    for_each  = [for g in resources.aws_cloudwatch_log_group : g if startswith(g.name, "short")]
    optional  = true
    condition = each.retention_in_days < 30
  }
}
""",
    "t.hcl",
)


def _changed_lines(fix: Fix) -> list[str]:
    return [
        line
        for line in fix.diff.splitlines()
        if line[:1] in "+-" and not line.startswith(("+++", "---"))
    ]


def _all() -> list[Checklist]:
    return [read_checklist(name) for name in ("pci-dss", "reliability")]


def test_a_literal_is_replaced_in_place(tmp_path: Path) -> None:
    """Only the value changes: comments, alignment and every other byte stay."""
    path = edited(tmp_path, "ec2.tf", '= "ELB"', '= "EC2" # for now')
    fix = propose(path, HEALING, _all())
    assert fix.reason == ""
    assert _changed_lines(fix) == [
        '-  health_check_type         = "EC2" # for now',
        '+  health_check_type         = "ELB" # for now',
    ]


def test_an_attribute_left_out_gets_a_line(tmp_path: Path) -> None:
    """It stands at the end of its block, as terraform fmt wants it."""
    path = edited(tmp_path, "ec2.tf", r"  health_check_type [^\n]+\n", "")
    fix = propose(path, HEALING, _all())
    assert _changed_lines(fix) == ["+", '+  health_check_type = "ELB"']


def test_a_block_left_out_is_added() -> None:
    """An attribute of a block that is not there brings the block, for each resource that fails."""
    fix = propose(MIGRATION, "2.2.6-metadata-tokens", [read_checklist("pci-dss")])
    block = ["+", "+  metadata_options {", '+    http_tokens = "required"', "+  }"]
    assert _changed_lines(fix) == block * 2


@pytest.mark.parametrize(
    ("given", "file"),
    [((), "variables.tf"), ((("file", "ci.tfvars"),), "ci.tfvars")],
)
def test_a_variable_is_changed_where_it_is_set(
    given: tuple[tuple[str, str], ...], file: str, tmp_path: Path
) -> None:
    """The value comes from a variable: its default, or the file that was chosen, is changed."""
    path = Path(copytree(PAYMENTS, tmp_path / "payments"))
    with (path / "ci.tfvars").open("a") as values:
        values.write("\nlog_retention_days = 14 # two weeks\n")
    fix = propose(path, RETENTION, _all(), variables=given)
    assert list(fix.names.values()) == [file]
    assert any(line.startswith("+") and "= 365" in line for line in _changed_lines(fix))


def test_a_value_on_the_command_line_is_left() -> None:
    """No file holds it: there is no fix, and the reason says where it comes from."""
    fix = propose(PAYMENTS, RETENTION, _all(), variables=(("var", "log_retention_days=7"),))
    assert "--var log_retention_days gives it on the command line" in fix.reason
    assert (fix.diff, dict(fix.files)) == ("", {})


def test_the_environment_and_the_root_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands read TF_VAR_name as Terraform does, and nothing outside of --root."""
    path = Path(copytree(PAYMENTS, tmp_path / "payments"))
    arguments = [str(path), "--requirements", "pci-dss"]
    monkeypatch.setenv("TF_VAR_log_retention_days", "14")
    assert main(["fix", *arguments, "--control", RETENTION]) == 1
    assert "the environment gives it (TF_VAR_log_retention_days)" in capsys.readouterr().err
    assert main(["check", *arguments]) == 1
    assert "keeps logs 14 days" in capsys.readouterr().out
    other = tmp_path / "other"
    other.mkdir()
    assert main(["check", *arguments, "--root", str(other)]) == 2
    assert main(["fix", *arguments, "--control", RETENTION, "--root", str(other)]) == 2


MODULE = """
variable "days" {
  type = number
}
resource "aws_cloudwatch_log_group" "inner" {
  name              = "inner"
  retention_in_days = var.days
}
"""


def test_an_argument_of_a_module_is_changed(tmp_path: Path) -> None:
    """Through a module's variable and a local, the edit reaches the literal in the root."""
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "main.tf").write_text(MODULE)
    text = (
        'locals {\n  days = 7\n}\nmodule "logs" {\n  source = "./logs"\n  days   = local.days\n}\n'
    )
    fix = propose(written(tmp_path, text), "kept", [CHECKLIST])
    assert _changed_lines(fix) == ["-  days = 7", "+  days = 365"]


GROUP = (
    'resource "aws_cloudwatch_log_group" "a" {\n  name = "NAME"\n  retention_in_days = DAYS\n}\n'
)


def _group(directory: Path, name: str, days: str) -> Path:
    return written(directory, GROUP.replace("NAME", name).replace("DAYS", days))


def test_a_change_that_breaks_another_control_is_refused(tmp_path: Path) -> None:
    """The patched configuration is judged whole: what would newly fail is named."""
    fix = propose(_group(tmp_path, "short-a", "7"), "kept", [CHECKLIST])
    assert fix.reason == "the change would fail short."
    assert fix.diff == ""


def test_a_variable_that_refuses_the_value_is_no_fix(tmp_path: Path) -> None:
    """A validation of the configuration stands above the checklist."""
    rule = 'validation {\n    condition = var.days < 30\n    error_message = "Too long."\n  }'
    variable = f'variable "days" {{\n  default = 7\n  {rule}\n}}\n'
    path = written(tmp_path, variable + GROUP.replace("DAYS", "var.days"))
    fix = propose(path, "kept", [CHECKLIST])
    assert fix.reason.startswith("the configuration refuses the change.")
    assert "Too long." in fix.reason


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("3 + 4", "an expression works it out at main.tf:"),
        ("max(3, 7)", "an expression works it out at main.tf:"),
    ],
)
def test_what_an_expression_works_out_is_left(days: str, said: str, tmp_path: Path) -> None:
    """Replacing a formula would lose what its author meant; the place is named."""
    fix = propose(_group(tmp_path, "a", days), "kept", [CHECKLIST])
    assert said in fix.reason
    assert fix.reason.endswith("Change it by hand: Set retention_in_days.")


def test_line_ends_are_kept(tmp_path: Path) -> None:
    """A file with CR LF stays one."""
    path = _group(tmp_path, "a", "7")
    (path / "main.tf").write_bytes(
        (path / "main.tf")
        .read_bytes()
        .replace(b"  retention_in_days = 7\n", b"")
        .replace(b"\n", b"\r\n")
    )
    fix = propose(path, "kept", [CHECKLIST])
    text = next(iter(fix.files.values()))
    assert text.count("\n") == text.count("\r\n")
    assert "  retention_in_days = 365\r\n" in text


def test_nothing_is_proposed_for_what_does_not_fail() -> None:
    """A pass needs no fix; a decision is no mechanical fix; a typo is an error."""
    assert propose(PAYMENTS, HEALING, _all()).reason == "it passes."
    firewall = propose(PAYMENTS, "6.4.2-web-application-firewall", _all())
    assert firewall.reason.startswith("it takes a decision. Make an aws_wafv2_web_acl")
    with pytest.raises(InputError, match="does not exist"):
        propose(PAYMENTS / "none", HEALING, _all())
    assert "is a plan" in propose(PAYMENTS / "vpc.tf", HEALING, _all()).reason
    with pytest.raises(InputError, match="Did you mean"):
        propose(PAYMENTS, "6.4.2-web-application-firewal", _all())


def test_the_fixed_files_pass(tmp_path: Path) -> None:
    """What was shown is what is written: the control passes on disk, no other verdict changes."""
    path = Path(copytree(PAYMENTS, tmp_path / "payments"))
    before = words(assess(path, ("pci-dss", "reliability")))
    fix = propose(path, RETENTION, _all())
    assert words(assess(path, ("pci-dss", "reliability"))) == before
    write(fix)
    assert words(assess(path, ("pci-dss", "reliability"))) == {**before, RETENTION: "pass"}


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """Someone else's edit between reading and writing is kept."""
    path = _group(tmp_path, "a", "7")
    fix = propose(path, "kept", [CHECKLIST])
    (path / "main.tf").write_text("# mine\n")
    with pytest.raises(InputError, match="has changed since it was read"):
        write(fix)
    assert (path / "main.tf").read_text() == "# mine\n"


def _stack(place: Path) -> Path:
    """A log group in a directory below another."""
    (place / "stack").mkdir()
    return _group(place / "stack", "a", "7")


def test_what_a_link_names_is_changed(tmp_path: Path) -> None:
    """The link stays a link, and the file has the change and its rights."""
    path = _stack(tmp_path)
    shared = tmp_path / "shared.tf"
    (path / "main.tf").rename(shared)
    shared.chmod(0o600)
    (path / "main.tf").symlink_to("../shared.tf")
    write(propose(path, "kept", [CHECKLIST], root=tmp_path))
    assert (path / "main.tf").readlink() == Path("../shared.tf")
    assert "retention_in_days = 365" in shared.read_text()
    assert shared.stat().st_mode & 0o777 == 0o600
    assert {item.name for item in tmp_path.iterdir()} == {path.name, "shared.tf"}


def test_a_link_that_leads_out_of_the_root_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence names the file and line, and where the link leads; with --root it is written."""
    path = Path(copytree(PAYMENTS, tmp_path / "payments"))
    outside = tmp_path / "elsewhere.tfvars"
    link = path / "terraform.tfvars"
    text = f"log_retention_days = 14\n{link.read_text()}"
    outside.write_text(f"# mine\n{text}")
    link.unlink()
    link.symlink_to(outside)
    line = ["fix", str(path), "--requirements", "pci-dss", "--control", RETENTION, "--write"]
    assert main(line) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        f"archbench fix: {link}:2 cannot be changed: terraform.tfvars is a link to {outside},"
        f" outside of {path}. Change that file by hand, or name a directory around both with"
        " --root.\n"
    )
    assert outside.read_text() == f"# mine\n{text}"
    assert main([*line, "--root", str(tmp_path)]) == 0
    assert link.is_symlink()
    assert outside.read_text() == f"# mine\n{text.replace('14', '365', 1)}"


def test_a_link_that_leads_elsewhere_meanwhile_is_left(tmp_path: Path) -> None:
    """Though what it names now says the same."""
    path = _stack(tmp_path)
    text = (path / "main.tf").read_text()
    for name in ("one.tf", "two.tf"):
        (tmp_path / name).write_text(text)
    (path / "main.tf").unlink()
    (path / "main.tf").symlink_to("../one.tf")
    fix = propose(path, "kept", [CHECKLIST], root=tmp_path)
    (path / "main.tf").unlink()
    (path / "main.tf").symlink_to("../two.tf")
    with pytest.raises(InputError, match="has changed since it was read"):
        write(fix)
    assert (tmp_path / "one.tf").read_text() == (tmp_path / "two.tf").read_text() == text


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--diff prints the diff alone, nothing is written without --write, 1 says no safe fix."""
    path = Path(copytree(PAYMENTS, tmp_path / "payments"))
    files = {item: item.read_bytes() for item in path.iterdir()}
    arguments = ["fix", str(path), "--requirements", "pci-dss", "--control", RETENTION]
    assert main([*arguments, "--diff"]) == 0
    assert capsys.readouterr().out.startswith("--- a/variables.tf\n+++ b/variables.tf\n")
    assert {item: item.read_bytes() for item in path.iterdir()} == files
    assert main([*arguments, "--write"]) == 0
    assert "Written: variables.tf." in capsys.readouterr().out
    assert {item.name for item in path.iterdir() if item.read_bytes() != files[item]} == {
        "variables.tf"
    }
    assert main(arguments) == 1
    assert "it passes." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("patch", "said"),
    [
        ('resource = "aws_lbb"\n attribute = "name"\n value = 1', "aws_lb"),
        ('resource = "aws_lb"\n attribute = "nam"\n value = 1', 'Did you mean "name"?'),
        ('resource = "aws_lb"\n attribute = "name"', "Say the right value"),
        ('resource = "aws_lb"\n attribute = "name"\n valu = 1', 'Did you mean "value"?'),
    ],
)
def test_a_typo_in_a_patch_is_an_error(patch: str, said: str) -> None:
    """A patch of what does not exist is told with file:line before anything is checked."""
    text = (
        'checklist "t" {\n title = "t"\n}\ngroup "g" {\n number = 1\n}\ncontrol "c" {\n'
        f' group = "g"\n assert {{\n  condition = true\n }}\n patch {{\n {patch}\n }}\n}}\n'
    )
    with pytest.raises(InputError, match=r"t\.hcl:1") as error:
        parse_checklist(text, "t.hcl")
    assert said in str(error.value)


def _patched() -> list[tuple[str, str]]:
    return [
        (name, control.id)
        for name in ("payments", "pci-dss", "reliability")
        for control in read_checklist(name).controls
        if control.patches
    ]


WRONG = {"True": "false", "False": "true"}
NOT_SET = {
    "1.4.4-data-not-public",
    "6.3.3-patches",
    "REL10-BP01-databases",
    "relational_cluster",
}
"""Controls whose patched attributes payments leaves out or does not have."""


@pytest.mark.parametrize(("name", "control"), _patched())
def test_every_patch_of_the_stack_mends(name: str, control: str, tmp_path: Path) -> None:
    """With the attribute of a patch set wrong in payments, the control fails and the fix mends."""
    checklist = read_checklist(name)
    path = Path(copytree(PAYMENTS, tmp_path / "payments"))
    configuration = load(path)
    found = next(item for item in checklist.controls if item.id == control)
    places = [
        (place, patch)
        for patch in found.patches
        for instance in configuration.of_type(patch.resource)
        if (place := instance.ranges.get(_way(patch.attribute))) is not None
    ]
    if not places:
        assert control in NOT_SET
        return
    place, patch = places[0]
    text = (path / place.filename).read_text()
    wrong = WRONG.get(str(patch.value), '"wrong"' if isinstance(patch.value, str) else "1")
    edit = Edit(place.filename, place.start, place.end, f"{patch.attribute[-1]} = {wrong}")
    (path / place.filename).write_text(applied(text, [edit]))
    profile = found.profiles[0] if found.profiles else None
    given = (("file", f"{profile or 'ci'}.tfvars"),)
    found_now = assess(path, (name,), variables=given, profile=profile)
    assert words(found_now)[control] == "fail"
    assert propose(path, control, [checklist], variables=given, profile=profile).reason == ""


def _way(attribute: tuple[str, ...]) -> tuple[str | int, ...]:
    """The path of an attribute, the first block of each name taken."""
    return (*(step for name in attribute[:-1] for step in (name, 0)), attribute[-1])


def _set_wrong(path: Path, name: str, profile: str | None) -> list[str]:
    """Set one attribute of each patch wrong in the stack; the controls that have one."""
    done = []
    for control in read_checklist(name).controls:
        if not control.patches or (control.profiles and profile not in control.profiles):
            continue
        configuration = load(path, variables=(("file", f"{profile or 'ci'}.tfvars"),))
        for patch in control.patches:
            place = next(
                (
                    found
                    for instance in configuration.of_type(patch.resource)
                    if (found := instance.ranges.get(_way(patch.attribute))) is not None
                ),
                None,
            )
            if place is None:
                continue
            wrong = WRONG.get(str(patch.value), "14")
            if isinstance(patch.value, str):
                continue
            text = (path / place.filename).read_text()
            edit = Edit(place.filename, place.start, place.end, f"{patch.attribute[-1]} = {wrong}")
            (path / place.filename).write_text(applied(text, [edit]))
            done.append(control.id)
            break
    return done


@pytest.mark.parametrize(
    ("name", "profile"),
    [("payments", "ci"), ("payments", "production"), ("pci-dss", None), ("reliability", None)],
)
def test_fixes_are_formatted_and_planned_by_terraform(
    name: str, profile: str | None, terraform: Terraform
) -> None:
    """Every fix of a list, one after the other: fmt changes nothing, validate and plan take it."""
    checklist = read_checklist(name)
    given = (("file", f"{profile or 'ci'}.tfvars"),)
    with work_copy("payments") as path:
        if name == "reliability":
            text, count = re.subn(
                r"  health_check_type [^\n]+\n", "", (path / "ec2.tf").read_text()
            )
            assert count
            (path / "ec2.tf").write_text(text)
        controls = _set_wrong(path, name, profile) or [HEALING]
        terraform(path, "fmt")  # of what was set wrong here
        mended = []
        for control in controls:
            fix = propose(path, control, [checklist], variables=given, profile=profile)
            if fix.files:
                write(fix)
                mended.append(control)
        assert len(mended) >= (2 if name == "payments" else 1)
        terraform(path, "fmt", "-check", "-diff")
        terraform.init(path)
        terraform(path, "validate")
        assert terraform.plan(path, f"-var-file={given[0][1]}")["errored"] is False


GROUP_OF_TARGETS = """
resource "aws_lb_target_group" "slow" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-1"
  health_check {
    interval = 300
    timeout  = 60
  }
}
"""
TEMPLATE = """
resource "aws_launch_template" "bare" {
  block_device_mappings {
    no_device = "true"
  }
}
"""


@pytest.mark.parametrize(
    ("text", "patch", "said"),
    [
        (GROUP_OF_TARGETS, ("aws_lb_target_group", "health_check.interval", "30"), "longer than"),
        (TEMPLATE, ("aws_launch_template", "block_device_mappings.ebs.encrypted", "true"), "name"),
        (
            'resource "aws_db_instance" "d" {\n  availability_zone = "us-east-1a"\n}\n',
            ("aws_db_instance", "multi_az", "true"),
            "AWS chooses both",
        ),
        (
            'resource "aws_route53_health_check" "h" {\n  type = "HTTPS"\n}\n',
            ("aws_route53_health_check", "type", '"HTTPS_STR_MATCH"'),
            "needs a search_string",
        ),
        (
            'resource "aws_lb_listener" "l" {\n  protocol = "HTTP"\n}\n',
            ("aws_lb_listener", "ssl_policy", '"ELBSecurityPolicy-TLS13-1-2-2021-06"'),
            "takes no ssl_policy",
        ),
        (
            'resource "aws_kms_key" "k" {\n  customer_master_key_spec = "RSA_4096"\n}\n',
            ("aws_kms_key", "enable_key_rotation", "true"),
            "symmetric",
        ),
        (
            'resource "aws_cloudwatch_log_group" "g" {\n  name = "g"\n}\n',
            ("aws_cloudwatch_log_group", "retention_in_days", "8"),
            "Terraform would refuse",
        ),
    ],
)
def test_what_does_not_go_together_is_no_fix(
    text: str, patch: tuple[str, str, str], said: str, tmp_path: Path
) -> None:
    """A change of one argument that the provider or AWS refuses beside another is not offered."""
    resource, attribute, value = patch
    steps = attribute.split(".")
    within = f"each.configured.{steps[0]}" + "".join(f"[*].{step}" for step in steps[1:])
    checklist = parse_checklist(
        'checklist "t" {\n title = "t"\n}\ngroup "g" {\n number = 1\n title = "g"\n}\n'
        f'control "c" {{\n group = "g"\n assert {{\n  for_each = resources.{resource}\n'
        f"  condition = try(contains(flatten([{within}]), {value}), false)\n }}\n"
        f' patch {{\n  resource = "{resource}"\n  attribute = "{attribute}"\n  value = {value}\n'
        " }\n}\n",
        "t.hcl",
    )
    fix = propose(written(tmp_path, text), "c", [checklist])
    assert said in fix.reason
    assert not fix.files
