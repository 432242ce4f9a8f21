"""What stands in brackets: parentheses, tuples, objects, and the `for` that makes one."""

from typing import NoReturn

from archbench.hcl import syntax
from archbench.hcl.cursor import ExpressionReader
from archbench.hcl.syntax import Expression
from archbench.hcl.text import nfc


class ConstructorReader(ExpressionReader):
    """Reads what a bracket at the cursor opens."""

    def parenthesis(self) -> Expression:
        """(x)."""
        start = self.index
        self.index += 1
        inner = self.expression()
        if self.kind != ")":
            self.fail(
                "Unbalanced parentheses",
                "Expected a closing parenthesis to terminate the expression.",
            )
        self.index += 1
        return syntax.Parenthesis(inner, self.since(start))

    def tuple_(self) -> Expression:
        """[a, b], or a `for` that makes one."""
        start = self.index
        self.index += 1
        if self.kind == "id" and self.text == "for":
            return self._for(start, "]")
        items: list[Expression] = []
        while self.kind != "]":
            items.append(self.expression())
            if self.kind == ",":
                self.index += 1
            elif self.kind == "end":
                self._unterminated("tuple constructor expression", "bracket", start)
            elif self.kind != "]":
                self.fail(
                    "Missing item separator",
                    "Expected a comma to mark the beginning of the next item.",
                )
        self.index += 1
        return syntax.Tuple(tuple(items), self.since(start))

    def _unterminated(self, what: str, bracket: str, start: int) -> NoReturn:
        self.fail(
            f"Unterminated {what}",
            f"There is no corresponding closing {bracket} before the end of the file. This may be "
            f"caused by incorrect {bracket} nesting elsewhere in this file.",
            self.tokens.range(start),
        )

    def object_(self) -> Expression:
        """{ a = 1 }, or a `for` that makes one."""
        start = self.index
        self.index += 1
        if self.kind == "id" and self.text == "for":
            return self._for(start, "}")
        items: list[syntax.ObjectItem] = []
        while True:
            while self.kind == "newline":
                self.index += 1
            if self.kind == "}":
                break
            if self.kind == "end":
                self._unterminated("object constructor expression", "brace", start)
            items.append(syntax.ObjectItem(self._key(start), self.expression()))
            if self.kind == "end":
                self._unterminated("object constructor expression", "brace", start)
            if self.kind not in ("}", ",", "newline"):
                self.fail(
                    "Missing attribute separator",
                    "Expected a newline or comma to mark the beginning of the next attribute.",
                )
            if self.kind != "}":
                self.index += 1
        self.index += 1
        return syntax.Object(tuple(items), self.since(start))

    def _key(self, start: int) -> Expression:
        """A key and its = or :, taken."""
        if self.kind == "id" and self.kinds[self.index + 1] in ("=", ":"):
            index = self.index
            self.index += 2
            return syntax.LiteralValue(nfc(self.tokens.texts[index]), self.tokens.range(index))
        key = self.expression()
        if self.kind == "end":
            self._unterminated("object constructor expression", "brace", start)
        if self.kind in ("newline", ","):
            self.fail(
                "Missing attribute value",
                'Expected an attribute value, introduced by an equals sign ("=").',
            )
        if self.kind not in ("=", ":"):
            self.fail(
                "Missing key/value separator",
                'Expected an equals sign ("=") to mark the beginning of the attribute value.',
            )
        self.index += 1
        return key

    def _for(self, start: int, closer: str) -> Expression:
        self.index += 1
        key, value = self._for_names("'for' expression", "For expression")
        collection = self.expression()
        if self.kind != ":":
            self._bad_for("For expression requires a colon after the collection expression.")
        self.index += 1
        key_result: Expression | None = None
        result = self.expression()
        if self.kind == "=>":
            self.index += 1
            key_result, result = result, self.expression()
        group = self.kind == "..."
        if group:
            self.index += 1
        condition: Expression | None = None
        if self.kind == "id" and self.text == "if":
            self.index += 1
            condition = self.expression()
        if self.kind != closer:
            self._bad_for("Extra characters after the end of the 'for' expression.")
        self.index += 1
        range_ = self.since(start)
        if closer == "]" and key_result is not None:
            detail = "Key expression is not valid when building a tuple."
            self.report("Invalid 'for' expression", detail, key_result.range)
        elif closer == "]" and group:
            detail = "Grouping ellipsis (...) cannot be used when building a tuple."
            self.report("Invalid 'for' expression", detail, range_)
        elif closer == "}" and key_result is None:
            detail = "Key expression is required when building an object."
            self.report("Invalid 'for' expression", detail, result.range)
        return syntax.For(key, value, collection, key_result, result, condition, group, range_)

    def _bad_for(self, detail: str) -> NoReturn:
        self.fail("Invalid 'for' expression", detail)

    def _for_names(self, what: str, subject: str) -> tuple[str | None, str]:
        """The names after `for` and the word `in`, taken."""
        names: list[str] = []
        for place in ("after 'for'", "after comma"):
            if self.kind != "id":
                detail = f"{subject} requires a variable name {place}."
                self.fail(f"Invalid {what}", detail)
            names.append(self.text)
            self.index += 1
            if len(names) == 2 or self.kind != ",":
                break
            self.index += 1
        if self.kind != "id" or self.text != "in":
            self.fail(f"Invalid {what}", f"{subject} requires the 'in' keyword after its names.")
        self.index += 1
        return (names[0] if len(names) == 2 else None), names[-1]

    def for_directive(self) -> tuple[str | None, str]:
        """The names of a %{ for } directive, up to and with `in`."""
        return self._for_names("'for' directive", "For directive")
