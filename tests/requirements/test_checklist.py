"""Checklists as people write them: the guide's example, mistakes, verdicts."""

import re
from pathlib import Path

import pytest

from archbench.cli import main
from archbench.errors import InputError
from archbench.hcl.diagnostics import Diagnostic
from archbench.hcl.syntax import Call, LiteralValue, Tuple
from archbench.requirements import assess, reading
from archbench.requirements.assessment import Assessment
from archbench.requirements.names import check_names
from archbench.requirements.reading import parse_checklist, read_checklist, shipped
from tests.requirements.test_stacks import MIGRATION, PAYMENTS

GUIDE = PAYMENTS.parents[1] / "docs/guides/checklists.md"
HEAD = 'checklist "x" {}\ngroup "g" {\n  number = 1\n}\n'


def _control(assertion: str, more: str = "") -> str:
    return (
        f'{HEAD}control "c" {{\n  group = "g"\n  {more}\n  assert {{\n    {assertion}\n  }}\n}}\n'
    )


def _assess(assertion: str, more: str = "", path: Path = PAYMENTS) -> Assessment:
    return assess(path, [parse_checklist(_control(assertion, more), "x.hcl")])


def test_the_guide_s_control_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The control a reader copies from the guide fails payments as the guide says."""
    example = re.findall(r"```hcl\n(.*?)```", GUIDE.read_text(), re.DOTALL)[0]
    (tmp_path / "my.hcl").write_text(example)
    arguments = ["check", str(PAYMENTS), "--requirements", str(tmp_path / "my.hcl")]
    assert main(arguments) == 1
    printed = capsys.readouterr().out
    assert "aws_rds_cluster.aurora keeps backups 7 days." in printed
    assert re.search(r"backup_retention_period = 7 \(rds\.tf:\d+\)", printed)


def test_every_function_of_checklists_is_in_the_guide() -> None:
    """The guide names each function, and no other of its table is missing."""
    from archbench.requirements.functions import own_names  # noqa: PLC0415

    text = GUIDE.read_text()
    assert [name for name in sorted(own_names()) if f"`{name}(" not in text] == []


def test_the_guide_counts_the_lists_that_ship() -> None:
    """Each list with how many of its controls judge."""
    told = dict(re.findall(r"^\| `([\w-]+)` \| (\d+) \|", GUIDE.read_text(), re.MULTILINE))
    judging = {
        name: str(sum(not item.review for item in read_checklist(name).controls))
        for name in shipped()
    }
    assert told == judging


@pytest.mark.parametrize("name", ["reliability", "security", "cost", "operations"])
def test_a_general_list_speaks_of_no_trade(name: str) -> None:
    """A control of any stack says what any stack may lose; nobody's orders or payments."""
    trade = re.compile(
        r"\b((?<!in )orders?|payments?|shop(per)?s?|customers?(?! (gateway|device|managed)))\b",
        re.IGNORECASE,
    )
    said = [
        (control.id, text)
        for control in read_checklist(name).controls
        for text in (control.title, control.why, control.impact, control.fix)
        if trade.search(text.replace("customer gateway", "").replace("customer device", ""))
    ]
    assert said == []


def test_what_waits_is_counted_beside_what_fails() -> None:
    """In short as in full; of a score that is nothing yet nothing is said."""
    text = HEAD + "".join(
        f'control "{name}" {{\n  group = "{group}"\n  assert {{ condition = {condition} }}\n}}\n'
        for name, group, condition in (
            ("fails", "g", "false"),
            ("waits", "h", 'resources.aws_lb[0].dns_name == "x"'),
        )
    )
    found = assess(PAYMENTS, [parse_checklist(f'{text}group "h" {{\n  number = 2\n}}\n', "x.hcl")])
    assert found.in_short == "Fails one of two groups; one cannot be decided yet."
    assert found.answer == "Fails one of two groups: g; one cannot be decided yet: h."
    assert found.score_in_words == "not known yet"


def test_a_directory_is_one_checklist(tmp_path: Path) -> None:
    """Its files are read together; a mistake is told with the file it stands in."""
    (tmp_path / "a.hcl").write_text(HEAD)
    text = (
        'control "c" {\n  group = "g"\n  assert { condition = length(resources.aws_vpc) > 0 }\n}\n'
    )
    (tmp_path / "b.hcl").write_text(text)
    (found,) = assess(PAYMENTS, [tmp_path]).verdicts
    assert (found.verdict, found.control.asserts[0].expected) == (
        "pass",
        "length(resources.aws_vpc) > 0",
    )
    (tmp_path / "b.hcl").write_text(text.replace("aws_vpc", "aws_vcp"))
    with pytest.raises(InputError, match=r"b\.hcl:3: Unknown resource type"):
        assess(PAYMENTS, [tmp_path])


@pytest.mark.parametrize(
    ("assertion", "said"),
    [
        ('condition = every(["aws_subnt"]) == []', 'Did you mean "aws_subnet"?'),
        ('for_each = every(["aws_vpc"])\n condition = each.cidr_blok == 1', "cidr_block"),
        ('condition = attached(aws_vpc.main, "aws_subnt", "vpc_id") == []', "aws_subnet"),
        ("condition = resources.aws_subnt != []", 'Did you mean "aws_subnet"?'),
        ("condition = alltrue([for s in resources.aws_subnet : s.cidr_blok != 1])", "cidr_block"),
        ("for_each = resources.aws_nat_gateway\n condition = each.subnet_ids == 1", "subnet_id"),
        ("condition = lenght([]) == 0", 'Did you mean "length"?'),
        ("condition = resource.aws_vpc == 1", 'Did you mean "resources"?'),
        ("condition = architecture.subnts == []", 'Did you mean "subnets"?'),
        ("condition = local.nothing", "There is no local"),
        ("condition = each.x", "for_each"),
        ("conditon = true", 'Did you mean "condition"?'),
        ("condition = resources.aws_lb[0].nam == 1", 'Did you mean "name"?'),
        ("condition = resources.aws_lb[*].nam == 1", 'Did you mean "name"?'),
        ("condition = estimate.total_montly < 1", 'Did you mean "total_monthly"?'),
    ],
)
def test_a_typo_is_an_error_with_its_line(assertion: str, said: str) -> None:
    """A mistake is found without any configuration, named with its line and the nearest name."""
    with pytest.raises(InputError) as error:
        parse_checklist(_control(assertion), "x.hcl")
    assert said in str(error.value)
    assert re.search(r"x\.hcl:\d+", str(error.value))


@pytest.mark.parametrize(
    ("assertion", "said"),
    [
        ("for_each = length(resources.aws_lb)\n condition = each > 0", "list or an object"),
        ("condition = aws_lb.mian.internal == false", 'Did you mean "aws_lb.main"?'),
    ],
)
def test_a_mistake_that_shows_on_a_configuration_is_no_verdict(assertion: str, said: str) -> None:
    """Going through a number, or a resource that is misspelt, is an error with its line."""
    with pytest.raises(InputError) as error:
        _assess(assertion)
    assert said in str(error.value)
    assert re.search(r"x\.hcl:\d+", str(error.value))


@pytest.mark.parametrize(
    ("more", "verdict"),
    [("", "not_applicable"), ('module "m" { source = "terraform-aws-modules/sqs/aws" }\n', "open")],
)
def test_no_case_is_no_failure(more: str, verdict: str, tmp_path: Path) -> None:
    """Nothing to look at is not applicable; while a module is not read it may be there."""
    (tmp_path / "main.tf").write_text(f'resource "aws_sqs_queue" "q" {{}}\n{more}')
    found = _assess("for_each = [for p in [1] : p if p > 1]\n condition = each > 1", path=tmp_path)
    assert [item.verdict for item in found.verdicts] == [verdict]


@pytest.mark.parametrize(
    ("more", "verdict"), [("", "pass"), ("  sqs_managed_sse_enabled = false\n", "fail")]
)
def test_what_is_certain_is_judged_while_a_module_is_not_read(
    more: str, verdict: str, tmp_path: Path
) -> None:
    """One resource fails for certain, however many a module may hold beside it."""
    module = 'module "m" { source = "terraform-aws-modules/sqs/aws" }\n'
    (tmp_path / "main.tf").write_text(f'resource "aws_sqs_queue" "q" {{\n  name = "q"\n{more}}}\n')
    condition = "each.configured.sqs_managed_sse_enabled == null"
    assertion = f'for_each = every(["aws_sqs_queue"])\n condition = {condition}'
    assert [item.verdict for item in _assess(assertion, path=tmp_path).verdicts] == [verdict]
    (tmp_path / "more.tf").write_text(module)
    found = [item.verdict for item in _assess(assertion, path=tmp_path).verdicts]
    assert found == ["fail" if verdict == "fail" else "open"]


@pytest.mark.parametrize(
    ("assertion", "locals_"),
    [
        ("condition = local.a", "a = local.b\n  b = !local.a"),
        ("for_each = local.a\n condition = each.name == null", "a = local.b\n  b = local.a"),
    ],
)
def test_locals_that_depend_on_themselves_are_an_error(assertion: str, locals_: str) -> None:
    """A cycle is found before anything is evaluated."""
    text = _control(assertion) + f"locals {{\n  {locals_}\n}}\n"
    with pytest.raises(InputError, match=r"local\.a depends on itself"):
        parse_checklist(text, "x.hcl")


def test_a_mistake_in_a_checklist_exits_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says one paragraph and exits 2."""
    (tmp_path / "x.hcl").write_text(_control("condition = resources.aws_vpcs == []"))
    assert main(["check", str(PAYMENTS), "--requirements", str(tmp_path / "x.hcl")]) == 2
    assert "x.hcl:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("assertion", "verdict"),
    [
        ("for_each = resources.aws_efs_file_system\n condition = true", "fail"),
        ("for_each = resources.aws_efs_file_system\n condition = true\n optional = true", "pass"),
        ('condition = aws_lb.main.load_balancer_type == "application"', "pass"),
        ('condition = aws_lb.other.load_balancer_type == "application"', "fail"),
        ("condition = aws_subnet.public[0].vpc_id == aws_vpc.main.id", "pass"),
        ("condition = aws_subnet.public[0].id == aws_subnet.public[1].id", "fail"),
        ("condition = length(distinct(aws_subnet.public[*].id)) == 3", "pass"),
        ('condition = aws_lb_target_group.payment["blue"].port == 8080', "pass"),
        ("condition = length(keys(aws_lb_target_group.payment)) == 2", "pass"),
        ('condition = startswith(aws_vpc.main.id, "vpc-")', "open"),
        ('condition = aws_lb.main.dns_name == "x"', "open"),
        ("condition = outputs.nothing.value == 1", "fail"),
        ("condition = estimate.total_monthly < 100000", "open"),
        ("condition = metrics.errors == 0", "open"),
        ("condition = architecture.survives_zone_loss", "pass"),
        ("condition = length(architecture.nat_gateways) == 3", "pass"),
        ('condition = reachable("0.0.0.0/0", aws_security_group.aurora, 5432)', "fail"),
    ],
)
def test_verdicts(assertion: str, verdict: str) -> None:
    """What is absent fails, what is not known is open, references compare by identity."""
    (found,) = _assess(assertion).verdicts
    assert found.verdict == verdict
    if verdict != "pass":
        assert found.in_words


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ("estimate.total_monthly <= 500", "fail"),
        ("estimate.total_monthly > 500", "pass"),
        ("estimate.total_monthly <= 50000", "open"),
    ],
)
def test_a_budget_is_judged_by_the_least_where_the_total_is_not_whole(
    condition: str, verdict: str
) -> None:
    """Charges of the stack have no usage: it costs its total at least, perhaps more."""
    (found,) = _assess(f"condition = {condition}").verdicts
    assert found.verdict == verdict
    (evidence,) = found.answers[0].evidence
    assert (evidence.address, evidence.attribute) == ("estimate", "total_monthly")
    assert re.fullmatch(r"at least \$[\d,]+\.\d\d, with \d+ charges without usage", evidence.found)


def test_a_whole_total_is_the_figure_itself(tmp_path: Path) -> None:
    """An address in use by nobody costs 730 hours of $0.005, and nothing else."""
    (tmp_path / "main.tf").write_text(
        'provider "aws" {\n  region = "us-east-1"\n}\nresource "aws_eip" "a" {}\n'
    )
    (found,) = _assess("condition = estimate.total_monthly == 3.65", path=tmp_path).verdicts
    assert found.verdict == "pass"
    assert [item.found for item in found.answers[0].evidence] == ["$3.65"]


def test_what_a_route_table_holds_is_evidence_by_its_address() -> None:
    """A part of the architecture that is no text stands as where it is written."""
    assertion = "condition = length(flatten(architecture.route_tables[*].routes)) == 0"
    (found,) = _assess(assertion).verdicts
    said = {item.found for answer in found.answers for item in answer.evidence}
    assert found.verdict == "fail"
    assert any("aws_route." in text for text in said), said


def test_open_says_what_it_waits_for() -> None:
    """An open verdict names the value that is not known."""
    (found,) = _assess('condition = aws_lb.main.dns_name == "x"').verdicts
    assert found.answers[0].waits_for == ("aws_lb.main.dns_name",)


def test_a_scenario_the_configuration_refuses_fails() -> None:
    """A control that is not about the refusal fails when there is nothing to look at."""
    (found,) = _assess("condition = true", 'scenario = { deployment_color = "red" }').verdicts
    assert found.verdict == "fail"
    assert "deployment_color must be blue or green" in found.in_words


def test_secrets_are_masked() -> None:
    """Evidence never shows a sensitive value."""
    (found,) = _assess("condition = aws_rds_cluster.aurora.master_password == null").verdicts
    assert [item.found for item in found.evidence] == ["(sensitive value)"] or (
        found.verdict == "open"
    )


def test_one_group_that_passes_meets_no_list() -> None:
    """Every group that counts has to pass; the score is the share of the weight that does."""
    second = (
        'group "h" {\n  number = 2\n  severity = "critical"\n}\n'
        'control "d" {\n  group = "h"\n  assert {\n    condition = false\n  }\n}\n'
    )
    text = _control("condition = length(aws_subnet.public) == 3")
    passing, both = (
        assess(PAYMENTS, [parse_checklist(item, "x.hcl")]) for item in (text, text + second)
    )
    assert [group.verdict for group in both.counted] == ["pass", "fail"]
    assert (passing.met, both.met) == (True, False)
    assert (passing.score_in_words, both.score_in_words) == ("10/10", "3.3/10")


def test_fail_on_counts_severities() -> None:
    """--fail-on ignores what is less severe."""
    arguments = ["check", str(PAYMENTS), "--var", "nat_gateway_count=1", "--format", "csv"]
    assert main(arguments) == 1
    assert main([*arguments, "--fail-on", "critical"]) == 0
    assert main([*arguments, "--fail-on", "high"]) == 1


def test_an_unknown_profile_is_an_error() -> None:
    """A profile no control knows is no silent pass."""
    with pytest.raises(InputError, match='Did you mean "production"'):
        assess(MIGRATION, profile="prodution")


@pytest.mark.parametrize("name", shipped())
def test_every_name_in_a_list_that_ships_is_known(name: str) -> None:
    """What ships is held against the provider's schema here, and not each time it is read."""
    problems: list[Diagnostic] = []
    check_names(read_checklist(name), problems.append)
    assert not problems


@pytest.mark.parametrize("name", shipped())
def test_a_list_that_ships_is_no_other_as_a_list_of_your_own(name: str, tmp_path: Path) -> None:
    """What is not looked at each time it is read, a mistyped argument or a patch, is right."""
    place = shipped()[name]
    for path in place.glob("*.hcl") if place.is_dir() else [place]:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    own = read_checklist(tmp_path if place.is_dir() else tmp_path / place.name)
    theirs = read_checklist(name)
    assert [item.title for item in own.controls] == [item.title for item in theirs.controls]
    patches = [[patch.value for patch in item.patches] for item in own.controls]
    assert patches == [[patch.value for patch in item.patches] for item in theirs.controls]


@pytest.mark.parametrize("name", shipped())
def test_the_types_of_every_are_told_as_they_would_be_read(name: str) -> None:
    """What the text alone tells of a for_each is what its expression says."""
    for item in [item for control in read_checklist(name).controls for item in control.asserts]:
        match item.for_each:
            case Call(name="every", args=(Tuple(items=items),)):
                said = [part.value for part in items if isinstance(part, LiteralValue)]
                assert list(item.types or ()) == said, item.range
            case _:
                assert item.types is None, item.range
    own = parse_checklist(_control('for_each = every(["aws_instance"])\ncondition = true'), "x.hcl")
    assert own.controls[0].asserts[0].types is None


def test_what_a_configuration_has_none_of_is_judged_unread(tmp_path: Path) -> None:
    """Of a control about resources that there are none of no expression is read."""
    (tmp_path / "main.tf").write_text('resource "aws_sqs_queue" "q" {}\n')
    reading._parsed.cache_clear()  # noqa: SLF001 what another test has read stays read
    found = {item.control.id: item for item in assess(tmp_path, ["cost"]).verdicts}
    databases = found["COST05-databases"]
    assert databases.verdict == "not_applicable"
    assert {item.address for item in databases.evidence} == {"resources.aws_db_instance"}
    written = [part for item in databases.control.asserts for part in item.written.items()]
    assert [name for name, part in written if "expression" in vars(part)] == []
