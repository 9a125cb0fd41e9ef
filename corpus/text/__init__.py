"""Words and their shapes, whatever file they come from: sentences, lines, hyphens, references, dates."""
