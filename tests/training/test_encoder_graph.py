"""The graph that the package carries is the one that training draws."""

from __future__ import annotations

import onnx

from training.encoder_graph import GRAPH, draw_encoder


def test_the_packaged_graph_is_the_one_that_is_drawn() -> None:
    packaged, drawn = onnx.load(GRAPH, load_external_data=False), draw_encoder()
    assert packaged == drawn


def test_the_packaged_graph_holds_no_weights() -> None:
    assert GRAPH.stat().st_size < 100_000
