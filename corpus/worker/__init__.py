"""The child processes that read and draw files within bounds of time and memory."""
