output "x" {
  value = {
    json  = jsondecode("{\"b\":[1,null,{\"x\":\"\\u00e9\"}],\"a\":true}")
    round = jsondecode(jsonencode({ s = toset(["b", "a"]), n = null, t = [1, "x"], m = tomap({ z = 1 }) }))
    yaml = yamldecode(<<-Y
      anchors: &a
        x: 1
        y: [a, "b"]
      merged:
        <<: *a
        z: 3
      multi: >-
        folded
        text
      tagged: !!str 12
      octal: 0o17
      quoted: 'it''s'
      bool: [true, True, yes, on, "true"]
      nums: [.5, 1e3, 0x1f, +1]
      nil: [~, null, ""]
    Y
    )
    yamlenc = yamlencode([{ a = "x: y", b = "#c", c = "- d", d = "é", e = "a'b\"c", f = "123", g = "null", h = " lead", i = "2001-01-01", j = "y", k = "0x1", l = ":" }, [[]], 1.5, 1e20])
    b64     = [base64encode("é\n"), base64sha256("x"), textencodebase64("é", "UTF-16LE"), textdecodebase64("6Q==", "ISO-8859-1")]
    sha     = [md5("é"), sha1(""), sha256("a"), substr(sha512("a"), 0, 10), uuidv5("dns", "example.com")]
    url     = urlencode("ключ=значение & more+")
    csv     = csvdecode("name,v\n\"a\nb\",1\nc,\n")
    strings = [jsonencode("a/b</script>\u0007\u001f\u007f"), jsonencode({ "é" = "☃" })]
  }
}
