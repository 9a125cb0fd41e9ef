"""What is marked up: HTML, JATS, EPUB, saved pages; what style sheets show of it (`css`), and inline text."""
