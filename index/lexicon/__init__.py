"""The words of medicine: `lexicon` has all that an index knows of them.

`terms` turns words into what is compared (`lay_words.txt` has those of patients, `variants` other
spellings), `abbreviations` finds long forms in the documents, `spelling` mends what was typed (`slips`).
"""
