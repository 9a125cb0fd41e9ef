"""What word processors write: Word (`docx`), OpenDocument (`odt`), RTF (`rtf`), and what the three share."""
