"""Notebooks run and assembled into one report."""

import sys

# Jupyter's schema checks import this package, whose parsers take seconds to build, for string
# formats no notebook uses; the checks do the same without it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
