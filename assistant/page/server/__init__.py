"""The server around the page: its address, who may come in and how often, and the routes for programs."""
