"""What makes the models that the package carries; nothing of it is packaged or needed to answer."""
