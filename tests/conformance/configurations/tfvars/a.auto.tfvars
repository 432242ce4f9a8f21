from_auto      = "a"
from_last_auto = "a"
