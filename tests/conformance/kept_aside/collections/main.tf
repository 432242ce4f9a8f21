locals {
  people = [
    { name = "ann", team = "a", age = 30 },
    { name = "bob", team = "b", age = 25 },
    { name = "cid", team = "a", age = null },
  ]
}
output "x" {
  value = {
    by_team    = { for p in local.people : p.team => p.name... }
    ages       = [for p in local.people : coalesce(p.age, 0)]
    index      = index(local.people[*].name, "bob")
    setops     = [setunion(["b", "a"], ["c"]), setintersection(["a", "b"], ["b", "c"]), setsubtract(["a", "b"], ["a"]), setproduct(["x", "y"], [1, 2])]
    product    = { for p in setproduct(["x", "y"], ["1", "2"]) : "${p[0]}${p[1]}" => p }
    transpose  = transpose({ a = ["1", "2"], b = ["2", "3"] })
    zip        = zipmap(["b", "a"], [1, "x"])
    merge      = merge({ a = { x = 1 } }, null, { a = { y = 2 } }, tomap({ b = "z" }))
    match      = [matchkeys(["i1", "i2", "i3"], ["a", "b", "a"], ["a"])]
    element    = [element([1, 2, 3], 4)]
    flatten    = flatten([[], [1, [2, [3]]], toset([4])])
    distinct   = distinct([1, "1", 2, 1, true, "true"])
    reverse    = reverse(["b", "a"])
    slice      = slice(["a", "b", "c"], 0, 2)
    range      = [for i in range(10, 0, -3) : i]
    alltrue    = [alltrue([]), alltrue([true, "true"]), anytrue([false, null == null])]
    lookup     = [lookup({ a = 1 }, "z", 9), lookup(tomap({ a = "1" }), "b", 2)]
    try        = try(local.people[9].name, local.people[0].nope, "last")
    can        = [can(local.people[0].age.x), can(tonumber("x")), can({ a = 1 }.b)]
    tomap      = tomap({ a = 1, b = "2", c = true })
    toset      = toset([1, "1", 2])
    objects    = toset([{ a = 1 }, { a = "1" }])
    length     = [length("日本"), length({}), length(toset(["a", "a"])), length(null == null ? [] : [1])]
    keys       = keys({ "b" = 1, "a" = 2, "10" = 3, "9" = 4 })
    chunk      = chunklist(["a", "b", "c"], 2)
    conds      = [for p in local.people : p.age == null ? "none" : p.age > 26 ? "old" : "young"]
    concat     = concat([1], ["a"], [["z"]])
    nested     = { for k, g in { for p in local.people : p.team => p... } : k => { names = sort(g[*].name), total = sum([for m in g : coalesce(m.age, 0)]) } }
    startswith = startswith("ab", "")
  }
}
