"""What is changed in a line: operators of Cosmic Ray, and four of the same kind that it lacks."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.operators.provider import OperatorProvider
from parso.python.tree import Name
from parso.tree import BaseNode, NodeOrLeaf

Span = tuple[tuple[int, int], tuple[int, int]]


class _Swap(Operator):
    """A name that is called or passed becomes its opposite."""

    opposites: ClassVar[Mapping[str, str]]

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Span]:
        """Where the name stands by itself, and is no attribute and no argument's name."""
        if isinstance(node, Name) and node.value in self.opposites and _is_free(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """The other name in its place."""
        assert isinstance(node, Name)
        assert index == 0
        node.value = self.opposites[node.value]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Each name and its opposite."""
        return tuple(Example(f"{one}(x)", f"{other}(x)") for one, other in cls.opposites.items())


class SwapAnyAll(_Swap):
    """One is enough, or every one is needed."""

    opposites: ClassVar[Mapping[str, str]] = {"any": "all", "all": "any"}


class SwapMinMax(_Swap):
    """The least for the most."""

    opposites: ClassVar[Mapping[str, str]] = {"min": "max", "max": "min"}


class SwapIn(Operator):
    """Membership for its absence."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Span]:
        """Each `in` and `not in` that compares."""
        for word in _words(node):
            yield word.start_pos, word.end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """The other in its place."""
        assert isinstance(node, BaseNode)
        old = list(_words(node))[index]
        other = " in" if old.get_code().split() == ["not", "in"] else " not in"
        node.children[node.children.index(old)] = Name(other, old.start_pos)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """Both ways."""
        return Example("x in y", "x not in y"), Example("x not in y", "x in y")


class NegateFilter(Operator):
    """A comprehension keeps what it left out."""

    def mutation_positions(self, node: NodeOrLeaf) -> Iterator[Span]:
        """Each condition of a comprehension."""
        if node.type == "comp_if":
            assert isinstance(node, BaseNode)
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: NodeOrLeaf, index: int) -> NodeOrLeaf:
        """Its opposite; what stands beside an `or` keeps its brackets."""
        assert isinstance(node, BaseNode)
        assert index == 0
        condition = node.children[1]
        node.children[1] = Name(f" not ({condition.get_code().strip()})", condition.start_pos)
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        """A list's."""
        return (Example("[x for x in y if x]", "[x for x in y if not (x)]"),)


def _is_free(name: Name) -> bool:
    before, after = name.get_previous_leaf(), name.get_next_leaf()
    return (
        not (before and before.value in (".", "def", "import", "class"))
        and not (after and after.value == "=" and name.parent and name.parent.type == "argument")
        and not name.is_definition()
    )


def _words(node: NodeOrLeaf) -> Iterator[NodeOrLeaf]:
    if node.type == "comparison":
        assert isinstance(node, BaseNode)
        for word in node.children[1::2]:
            if word.get_code().split() in (["in"], ["not", "in"]):
                yield word


_CORE = OperatorProvider()
OPERATORS: Mapping[str, type[Operator]] = {
    name: _CORE[name]
    for name in (
        *(f"ReplaceComparisonOperator_{pair}" for pair in ("Eq_NotEq", "NotEq_Eq", "Lt_LtE")),
        *(f"ReplaceComparisonOperator_{pair}" for pair in ("LtE_Lt", "Gt_GtE", "GtE_Gt")),
        *(f"ReplaceComparisonOperator_{pair}" for pair in ("Is_IsNot", "IsNot_Is")),
        *(f"ReplaceBinaryOperator_{pair}" for pair in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul")),
        *(f"ReplaceBinaryOperator_{pair}" for pair in ("FloorDiv_Div", "BitOr_BitAnd")),
        *(f"ReplaceBinaryOperator_{pair}" for pair in ("BitAnd_BitOr",)),
        *(f"ReplaceUnaryOperator_Delete_{sign}" for sign in ("Not", "USub")),
        "AddNot",
        "ReplaceTrueWithFalse",
        "ReplaceFalseWithTrue",
        "ReplaceAndWithOr",
        "ReplaceOrWithAnd",
        "ReplaceBreakWithContinue",
        "ReplaceContinueWithBreak",
        "ExceptionReplacer",
        "NumberReplacer",
        "ZeroIterationForLoop",
    )
} | {operator.__name__: operator for operator in (SwapAnyAll, SwapMinMax, SwapIn, NegateFilter)}
"""By name. Of the replacements of one sign the nearest: the far ones fail where any test runs."""
