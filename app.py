"""The chat page by Gradio's convention: `python app.py`, `gradio app.py` and a hosted Space run it."""

import sys

from assistant.page import build_page, launch
from assistant.settings import load_settings
from corpus.errors import UserError

try:
    settings = load_settings()
    demo = build_page(settings)
    if __name__ == "__main__":
        launch(demo, settings)
except UserError as error:
    sys.exit(f"Error: {error}")
