"""Every function of Terraform 1.11, by name, and as core::name."""

from collections.abc import Mapping
from types import MappingProxyType

from archbench.hcl.functions.collections import COLLECTIONS
from archbench.hcl.functions.conversion import CONVERSION
from archbench.hcl.functions.dates import DATES
from archbench.hcl.functions.digests import DIGESTS
from archbench.hcl.functions.encoding import ENCODING
from archbench.hcl.functions.files import FILES
from archbench.hcl.functions.formatting import FORMATTING
from archbench.hcl.functions.json_text import JSON
from archbench.hcl.functions.network import NETWORK
from archbench.hcl.functions.numeric import NUMERIC
from archbench.hcl.functions.patterns import PATTERNS
from archbench.hcl.functions.sets import SETS
from archbench.hcl.functions.shaping import SHAPING
from archbench.hcl.functions.strings import STRINGS
from archbench.hcl.functions.table import Function
from archbench.hcl.functions.templates import TEMPLATES
from archbench.hcl.functions.unpredictable import UNPREDICTABLE
from archbench.hcl.functions.yaml_functions import YAML

_BY_NAME = {
    **COLLECTIONS,
    **CONVERSION,
    **DATES,
    **DIGESTS,
    **ENCODING,
    **FILES,
    **FORMATTING,
    **JSON,
    **NETWORK,
    **NUMERIC,
    **PATTERNS,
    **SETS,
    **SHAPING,
    **STRINGS,
    **TEMPLATES,
    **UNPREDICTABLE,
    **YAML,
}

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {**_BY_NAME, **{f"core::{name}": function for name, function in _BY_NAME.items()}}
)
