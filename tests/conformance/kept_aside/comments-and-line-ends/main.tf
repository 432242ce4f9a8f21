/* a block */ output "a" { value = 1 /* in the middle */ + 2 } // end
# hash
output "b" {
  value = [ # first
    1,      // one
    /* two */ 2,
  ]
}
output "c" {
  value = {
    a        = 1 # comment instead of a comma
    b : 2, c = 3
    # nothing
  }
}
output "d" { value = "# not a comment // nor this /* nor */" }
output "e" {
  value = (
    1
    +
    2
  )
}
output "f" { value = true ? (
  "x"
) : "y" }
output "g" { value = [for x in [
  1, 2
  ] :
  x
  if x > 1
] }
