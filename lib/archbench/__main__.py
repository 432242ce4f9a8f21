"""`python -m archbench` is the command `archbench`."""

import sys

from archbench.cli import main

sys.exit(main())
