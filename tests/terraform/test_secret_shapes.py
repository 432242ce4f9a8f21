"""What a text says in a tag or a description is not shown where its shape tells a secret."""

import pytest

from archbench.terraform.secret_shapes import NOT_SHOWN, scrubbed

HIDDEN = (
    "PGPASSWORD={} psql -h db",
    "mysql --password {} -h db",
    "mysqldump --db-password={}",
    "Authorization: Bearer {}",
    "bearer {}",
    "curl -s -u admin:{} https://example.com",
    "curl --user admin:{} https://example.com",
    "AccountName=a;AccountKey={};EndpointSuffix=core",
    "SharedAccessKeyName=n;SharedAccessKey={}",
    "api_key: {}",
    "db password: {}",
    "//registry.example.com/:_authToken={}",
    "aws_secret_access_key = {}",
    "client_secret={}",
)
WHOLE = (
    ("root:{}@tcp(db:3306)/orders", "{}@tcp(db:3306)/orders"),
    ("postgres://app:{}@db/orders", "postgres://{}@db/orders"),
    ("postgres://app:2024#{}@db/orders", "postgres://{}@db/orders"),
    ("redis://:{}@db:6379", "redis://{}@db:6379"),
    ("https://{}@github.com/a/b", "https://{}@github.com/a/b"),
    ("https://app:{}@example.com/a", "https://{}@example.com/a"),
    ("jdbc:oracle:thin:scott/{}@//db:1521/x", "jdbc:oracle:thin:{}@//db:1521/x"),
)
OPEN = (
    "https://example.com?user=a@b.com",
    "https://example.com:8080?email=a@b.com",
    "https://example.com#a@b",
    "http://[::1]:80/a@b",
    "http://10.0.0.1:8080/a@b",
    "ssh://git@github.com:22/a",
    "git@github.com:org/repo.git",
    "Basic authentication for the bearer of tokens",
    "arn:aws:iam::123456789012:role/token",
    "use --password-file /etc/x",
    "no password: none here",
    "Password: rotated by hand",
    "the token == the other",
)


@pytest.mark.parametrize("text", HIDDEN)
def test_what_a_command_or_connection_is_given_is_hidden(text: str) -> None:
    """The name before it stays."""
    assert scrubbed(text.format("hunter2hunter2")) == text.format(NOT_SHOWN)


@pytest.mark.parametrize(("text", "shown"), WHOLE)
def test_the_name_and_password_of_an_address_are_hidden(text: str, shown: str) -> None:
    """Where they go to is shown."""
    assert scrubbed(text.format("hunter2hunter2")) == shown.format(NOT_SHOWN)


@pytest.mark.parametrize("text", OPEN)
def test_what_only_looks_like_one_is_shown(text: str) -> None:
    """A query, a port, a path and a sentence are no secret."""
    assert scrubbed(text) == text
