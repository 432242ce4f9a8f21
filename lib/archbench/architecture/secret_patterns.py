"""How a secret in plain text looks: by the name of what holds it, by its shape, by what it is for.

Every repeat behind which something else must stand has a limit, so that no text takes long.
"""

from archbench.terraform.secret_shapes import KEY_OF_AWS, PRIVATE_KEY, TOKENS

_FEW, _MANY = "{1,100}", "{1,1000}"
_WORDS = "password|passwd|secret|token|api_?key|access_?key"
_OPTION = r"\s--(?:\w{1,40}-){0,9}(?:password|passwd|secret|token|api-?key|access-?key)[ =]"
_SCHEME = r"\b[a-z][a-z0-9+.-]{0,30}://"

SHAPES = (
    rf"{KEY_OF_AWS}|{PRIVATE_KEY}|{TOKENS}"
    rf"|{_SCHEME}[^\s:/@]{_MANY}:[^\s:/@$]{_MANY}@"
    rf"|{_SCHEME}[^\s\"']{_MANY}[;?&](?i:password|pwd|passwd)=(?![$<{{%])[^;&\s\"']{{4}}"
)
"""Keys of AWS, private keys, tokens, and addresses with a password, as JDBC has them too."""

_VALUE = r"(?:\\?[\"'])?(?!arn:|/|https?:|(?:true|false|null|none)\b)[^\s\"'$`<{(\\|&;,]{4}"
_QUOTED = r"[\"'][^\s\"'$`<{(\\]{4,1000}[\"']"
_PLAIN = r"[^\s\"'$`<{(]{4}"
ASSIGNED = (
    rf"(?im)(?:^|[;&|]|\b(?:export|env|set)\b|\s-e\b|\s--env\b)[ \t]{{0,100}}"
    rf"\w{{0,100}}(?:{_WORDS})={_VALUE}"
    rf"|^[ \t]{{0,100}}aws_secret_access_key[ \t]{{0,100}}=[ \t]{{0,100}}{_VALUE}"
    rf"|\becho[ \t]{_FEW}(?:-\w[ \t]{_FEW})?[\"']?[\w.-]{_FEW}:[^\s\"'$`<{{(]{{4,1000}}[\"']?"
    rf"[ \t]{{0,100}}\|\s{{0,100}}(?:sudo[ \t]{_FEW})?chpasswd\b"
    rf"|\bnet[ \t]{_FEW}user[ \t]{_FEW}[\w.-]{_FEW}[ \t]{_FEW}[^\s\"'$`<{{(/%*]{{4}}"
    rf"|\bdefine\(\s{{0,100}}[\"']\w{{0,100}}(?:password|passwd|secret|token|key)[\"']\s{{0,100}},"
    rf"\s{{0,100}}{_QUOTED}"
    rf"|\bidentified\s{_FEW}by\s{_FEW}{_QUOTED}"
    rf"|{_OPTION}{_VALUE}"
    rf"|\bcurl\b[^|;&\n]{{0,400}}?\s(?:-u|--user)[ =]?[\"']?[^\s:\"'$]{_FEW}:{_PLAIN}"
    rf"|\bmysql(?:dump|admin)?\b[^|;&\n]{{0,400}}?\s(?-i:-p)(?!\d+\b)[^\s\"'$`<{{(=]{{4}}"
)
"""A variable of a script or container, the keys of a profile, a constant of PHP, how Linux,
Windows and SQL set a password, and how a command is given one."""
CLOUD_CONFIG = (
    r"(?m)^[ \t]{0,100}(?:-[ \t]{0,100})?[\"']?"
    r"(?:password|passwd|plain_text_passwd|hashed_passwd)[\"']?:[ \t]{0,100}[\"']?"
    r"(?!RANDOM\b)[^\s\"'$<{]{4}"
    r"|^[ \t]{0,100}[\"']?list[\"']?:(?:[ \t]{0,100}[|>]-?)?"
    r"(?:\s{0,100}(?:-[ \t]{0,100})?\w[\w.-]{0,99}:(?:R|RANDOM)\b)*"
    r"\s{0,100}(?:-[ \t]{0,100})?[\"']?\w[\w.-]{0,99}:(?!R\b|RANDOM\b)[^\s\"'$<{]{4}"
)
"""How a configuration of cloud-init sets a password: of a user, and in the list of chpasswd."""

GAP = "\ue002"
"""Stands for what is not known of a text."""
ASSIGNED_GAP = (
    rf"(?i)(?:(?:{_WORDS})=[\"']?"
    rf"|{_SCHEME}[^\s:/@\"']{{0,1000}}:(?=[^\s/@\"']{_MANY}@)"
    rf"|{_OPTION}[\"']?)[^\s\"';&|/@{GAP}]{{0,1000}}{GAP}"
)
"""An assignment up to what is not known."""
