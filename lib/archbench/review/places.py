"""Lines of files as a comment names them: linked to where the repository shows them."""

from dataclasses import dataclass
from posixpath import join, normpath
from urllib.parse import quote

from archbench.requirements.output.markdown import code


@dataclass(frozen=True, slots=True)
class Places:
    """How a place of the reviewed side is written.

    inside is the path of the configuration in its repository; url is what the address of a file of
    the repository starts with, at the commit that was read ("" for no links).
    """

    inside: str = ""
    url: str = ""

    def __call__(self, place: str) -> str:
        """A place, file:line, as code, and as a link where there is a url; "" for none.

        A file of the configuration is named as it stands there, one beside it as the repository
        names it.
        """
        if not place:
            return ""
        name, _, line = place.rpartition(":")
        path = normpath(join(self.inside, name))
        is_there = not path.startswith("..")
        told = f"{path}:{line}" if self.inside and is_there and name.startswith("..") else place
        if not self.url or not is_there:
            return code(told)
        return f"[{code(told)}]({self.url.rstrip('/')}/{quote(path)}#L{line})"
