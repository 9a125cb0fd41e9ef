"""Gold questions: read from any known format and checked as a whole; written from answers to be reviewed."""

from assistant.evaluation.gold.question import Evidence, Fault, GoldQuestion
from assistant.evaluation.gold.reading import read_gold

__all__ = ["Evidence", "Fault", "GoldQuestion", "read_gold"]
