"""Gold questions: read from any known format and checked as a whole; written from answers to be reviewed."""

from assistant.evaluation.gold.gold_files import read_gold
from assistant.evaluation.gold.question import Evidence, Fault, GoldQuestion

__all__ = ["Evidence", "Fault", "GoldQuestion", "read_gold"]
