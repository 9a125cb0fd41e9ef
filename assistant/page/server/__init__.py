"""The server around the page: its address, who may come in and how often, and the routes for programs.

`serving` starts it and `guarding` puts the guards in their order: `connections`, `request_sizes`, the
`gate` (which lets through what `allowed` and `event_data` list), `login` (with `slowing` of who guesses),
`rates`, `response_headers`. `event_queue` is Gradio's, bounded; `received_folder` holds what is uploaded,
`files` hands files out; `api` and `mcp_tools` are for programs.
"""
