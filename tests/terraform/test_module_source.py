"""Addresses of modules mean what they mean to Terraform: seen in what `terraform get` asks for."""

import pytest

from archbench.terraform.module_source import SourceError, parse_source

MEANS = {
    "github.com/x/y/sub/dir?ref=v1": "git::https://github.com/x/y.git//sub/dir?ref=v1",
    "github.com/x/y//sub/dir?ref=v1": "git::https://github.com/x/y.git//sub/dir?ref=v1",
    "bitbucket.org/a/b": "git::https://bitbucket.org/a/b.git",
    "git@github.com:x/y.git//sub?ref=v1": "git::ssh://git@github.com/x/y.git//sub?ref=v1",
    "git::git@github.com:x/y.git?ref=v1": "git::ssh://git@github.com/x/y.git?ref=v1",
    "b.s3.amazonaws.com/k/x.zip": "s3::https://s3.amazonaws.com/b/k/x.zip",
    "s3-eu-west-1.amazonaws.com/b/k/x.zip": "s3::https://s3-eu-west-1.amazonaws.com/b/k/x.zip",
    "www.googleapis.com/storage/v1/b/x.zip": "gcs::https://www.googleapis.com/storage/v1/b/x.zip",
    "https://example.invalid/m?x=1": "https://example.invalid/m?x=1",
    "ssh://git@example.invalid/m": "ssh://git@example.invalid/m",
    "app.terraform.io/x/y/z//sub/../m": "app.terraform.io/x/y/z//m",
    "gitlab.com/x/y/z": "gitlab.com/x/y/z",
    "/srv/m": "file:///srv/m",
    "./inner/../inner/": "./inner",
}

REFUSED = (
    "m",
    ".",
    "example.com",
    "github.com/x",
    "gitlab.com/x/y",
    "git::example.invalid/x/y",
    "X_Y/a.b/aws",
    "terraform-aws-modules/vpc/aws//../x",
    "git::https://example.invalid/x.git//a/../../b",
)


@pytest.mark.parametrize("text", MEANS)
def test_an_address_means_what_terraform_fetches(text: str) -> None:
    """In the form in which Terraform lists it."""
    assert str(parse_source(text)) == MEANS[text]


@pytest.mark.parametrize("text", REFUSED)
def test_an_address_terraform_refuses(text: str) -> None:
    """As "Invalid module source address"."""
    with pytest.raises(SourceError):
        parse_source(text)


@pytest.mark.parametrize("text", ["./m", "git::https://example.invalid/x.git"])
def test_only_modules_of_registries_have_versions(text: str) -> None:
    """A version beside anything else is refused."""
    with pytest.raises(SourceError):
        parse_source(text, registry_only=True)
