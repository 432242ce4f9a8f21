"""What is kept by the identity of something holds it: an identity is given anew once it is free."""

import gc
from pathlib import Path

from archbench.terraform.edits import ArgumentEdit, Edits, expression_of
from archbench.terraform.session import Session

_STACK = """
variable "size" { default = 20 }
locals { names = ["a", "b"] }
resource "aws_instance" "web" {
  count         = 2
  ami           = "ami-1"
  instance_type = "t3.micro"
  user_data     = "echo ${local.names[count.index]}"
  root_block_device { volume_size = var.size }
}
resource "aws_eip" "web" {
  count    = 2
  instance = aws_instance.web[count.index].id
}
"""


def test_what_is_kept_by_identity_is_held(tmp_path: Path) -> None:
    """After scenarios that bring expressions of their own and drop them."""
    (tmp_path / "main.tf").write_text(_STACK)
    session = Session(tmp_path)
    for size in range(20, 26):
        path = ("root_block_device", "volume_size")
        edit = ArgumentEdit("aws_instance.web[0]", path, expression_of(size))
        session.vary((), {"size": size + 10}, Edits([edit]))
        gc.collect()
        world = session.world
        assert all((world.written, world.roots, world.settled))
        assert all(id(one.expression) == key for key, one in world.written.items())
        assert all(id(part) == key for key, (part, _) in world.roots.items())
        assert all(id(one.written) == key for (key, _), one in world.settled.items())


def test_a_scenario_answers_as_a_fresh_reading_does(tmp_path: Path) -> None:
    """Edits made, dropped and made again give the sizes of the last one alone."""
    (tmp_path / "main.tf").write_text(_STACK)
    session = Session(tmp_path)
    path = ("root_block_device", "volume_size")
    for size in (30, 40, 30, 50):
        edit = ArgumentEdit("aws_instance.web[0]", path, expression_of(size))
        found = session.vary((), {}, Edits([edit]))
        del edit
        gc.collect()
        sizes = [
            found.by_address[f"aws_instance.web[{place}]"].values["root_block_device"]
            for place in (0, 1)
        ]
        assert [blocks[0]["volume_size"] for blocks in sizes] == [size, 20]  # type: ignore[index,call-overload]
