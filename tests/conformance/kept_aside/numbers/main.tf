output "arithmetic" {
  value = {
    division = [10 / 3, 1 / 7, 2 / 3 * 3, 0.1 + 0.2, 1e100 * 1e-100, 7 % 3, -7 % 3, 7.5 % 2]
    big      = [9007199254740993, 123456789012345678901234567890, 1e50, 0.1e-7, 1.0]
    unary    = [-(-1), !true, -5 + 3]
    order    = [1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 2 > 1 == true, 1 + 1 == 2 && !false]
    rounding = [ceil(-1.5), floor(-1.5), abs(-0.5), signum(-3)]
    power    = [pow(2, 64), pow(2, 0.5), pow(-2, 3), log(100, 10), log(8, 2)]
    parse    = [parseint("ff", 16), parseint("-101", 2), parseint("zz", 36)]
    text     = [tostring(1.10), tostring(1e6), tostring(1e-7), "${1e25}", tostring(0.1 + 0.2)]
    compare  = [0.1 + 0.2 == 0.3, 1 == 1.0, 1e1 == 10, "1" == 1]
    minmax   = [min(1, "0", -5.5), max([1, 2, 3]...), sum([0.1, 0.2, 0.3]), sum(["1", 2])]
    range    = [range(3), range(1, 4), range(0, 1, 0.25), range(5, 0, -2), range(1, 1)]
    format   = [format("%d", 10 / 2), format("%.3f", 2 / 3), format("%e", 12345.678), format("%g", 1e21), format("%s", 1.50), format("%08.3f", -3.14159), format("%b %o %X", 10, 8, 255)]
    json     = jsonencode([1 / 3, 1e30, 0.5, 1e-10])
    decoded  = jsondecode("[1.50, 1e40, 12345678901234567890.5, -0]")
    time     = [timeadd("2024-02-28T23:30:00Z", "25h30m"), formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ 'o''clock'", "2024-02-29T01:02:03+05:30"), timecmp("2024-01-01T00:00:00Z", "2024-01-01T01:00:00+01:00")]
  }
}
