locals {
  name = "Zoë"
  list = ["één", "日本", "🇳🇱", "é"]

  plain = <<EOT
  kept   indentation ${local.name}
	tab
$${not} %%{neither}
EOT

  flush = <<-EOT
      one
        two
      %{for item in local.list~}
      - ${upper(item)}
      %{endfor~}
    three "quoted" \n not escaped
  EOT

  strip = <<-END
    %{if true}
    yes
    %{else}
    no
    %{endif}
    ${~"left"~}
    right
  END

  empty = <<EOT
EOT

  inline  = "a%{for i, c in ["x", "y"]}${i}${c}%{if i == 0~}  ,  %{~endif}%{endfor}b"
  unusual = "tab\tnl\nquote\"back\\ \u00e9 \U0001F600 $${x} $ % %%{y} $$ %%"
  nested  = "x${"y${"z${1 + 1}"}"}"
  bool    = true
  number  = "${10 / 4} ${1e21} ${- 0.0} ${1 / 3}"
}

output "texts" {
  value = {
    plain  = local.plain
    flush  = local.flush
    strip  = local.strip
    empty  = local.empty
    inline = local.inline, unusual = local.unusual, nested = local.nested
    bool   = local.bool, number = local.number
  }
}

output "functions" {
  value = {
    length  = [for s in local.list : length(s)]
    reverse = [for s in local.list : strrev(s)]
    substr  = [for s in local.list : substr(s, 0, 1)]
    title   = title("ça va  bien-sûr o'neill")
    upper   = upper("straße ŉ ﬁ")
    lower   = lower("ISTANBUL ΑΣ")
    format  = format("%5s|%-5s|%05d|%+.2f|%x|%q|%v|%#v|%t|%%", "é", "ü", 42, 3.14159, 255, "q\"", [1, "a"], { a = null }, true)
    list    = formatlist("%s-%s", ["a", "b"], "z")
    indent  = indent(2, "a\nb\n\nc")
    chomp   = [chomp("a\r\n\n"), trimspace("\t a \u00a0"), trim("??a!?", "!?"), trimprefix("aab", "a")]
    regex   = regex("(?P<y>\\d{4})-(?P<m>\\d\\d)", "on 2024-05-06")
    all     = regexall("[[:alpha:]]+", "ab1cd é")
    replace = [replace("a.b.c", "/\\.(\\w)/", "-$1$1"), replace("a$1", "$1", "x")]
    split   = split(",", "a,,b,")
    join    = join("", ["a", 1, true])
    sort    = sort(["b", "B", "a", "é", "10", "9"])
    json    = jsonencode({ "k<>&" = "é\u2028\"", n = 1.0, big = 123456789012345678901234567890, z = null, l = [] })
    b64     = base64encode(local.name)
    url     = urlencode("a b&c=é/~*")
    csv     = csvdecode("a,b\n1,\"x,\"\"y\"\"\"\n")
    yaml    = yamlencode({ a = ["x", 1, true, null, "true", "1", ""], "b c" = { d = "multi\nline\n" }, e = {} })
    yamld   = yamldecode("a: 1\nb: [x, 'y', 0x1F, 1.5e3, ~, yes]\nc: |\n  x\n  y\n")
  }
}
