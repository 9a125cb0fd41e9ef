"""The chat page by Gradio's convention: `python app.py`, `gradio app.py` and a hosted Space run it."""

import sys

from corpus.errors import UserError

try:
    from assistant.settings import load_settings

    settings = load_settings()
    # Imported this late because Gradio takes seconds: bad settings are said at once, and Ctrl+C is quiet.
    from assistant.page import build_page, launch

    demo = build_page(settings)
    if __name__ == "__main__":
        launch(demo, settings)
except UserError as error:
    sys.exit(f"Error: {error}")
except KeyboardInterrupt:
    sys.exit(130)
