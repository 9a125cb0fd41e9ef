"""The words of medicine as the index knows them: terms, variants, lay words, abbreviations, spelling."""
