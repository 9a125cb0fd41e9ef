"""Draw the reader as an ONNX graph that holds what was trained, in half precision, and computes in single.

The word embeddings, half of the model, are those of the packaged all-MiniLM-L6-v2: who runs the graph looks
them up in its file, and gives them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.encoder_graph import KINDS, LAYERS, OPSET, POSITIONS, WIDTH, Drawing, Layout, draw_layer


class HalfDrawing(Drawing):
    """A graph that holds its weights, in half precision."""

    def __init__(self, tensors: Mapping[str, NDArray[np.float32]]) -> None:
        super().__init__(Layout("", {}))
        self._tensors = tensors

    def weight(self, name: str, *shape: int) -> str:
        """Add a weight, and return the name that it has in single precision."""
        tensor = self._tensors[name].astype(np.float16)
        assert tensor.shape == shape, name
        self.weights.append(numpy_helper.from_array(tensor, name))
        return self.node("Cast", [name], f"{name}.single", to=TensorProto.FLOAT)


def draw_reader(tensors: Mapping[str, NDArray[np.float32]]) -> onnx.ModelProto:
    """Return the graph of the reader whose parameters are `tensors`, named as in all-MiniLM-L6-v2.

    `words` (windows, pieces, 384), `kinds`, `held` (windows, pieces), `spans` (windows, statements, pieces)
    give the logits `passages` (windows,) and `statements` (windows, statements).
    """
    drawing = HalfDrawing(tensors)
    unseen = _unseen(drawing)
    x = _embedded(drawing)
    for layer in range(LAYERS):
        x = draw_layer(drawing, x, unseen, f"encoder.layer.{layer}")
    _scores(drawing, x)
    inputs = [
        _told("words", TensorProto.FLOAT, ["windows", "pieces", WIDTH]),
        _told("kinds", TensorProto.INT64, ["windows", "pieces"]),
        _told("held", TensorProto.FLOAT, ["windows", "pieces"]),
        _told("spans", TensorProto.FLOAT, ["windows", "most", "pieces"]),
    ]
    outputs = [
        _told("passages", TensorProto.FLOAT, ["windows"]),
        _told("statements", TensorProto.FLOAT, ["windows", "most"]),
    ]
    graph = helper.make_graph(drawing.nodes, "reader", inputs, outputs, drawing.weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)


def _told(name: str, kind: int, shape: Sequence[Any]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)


def _unseen(drawing: Drawing) -> str:
    """Add 0 for each piece and a very low number for padding, shape (windows, 1, 1, pieces)."""
    one = drawing.constant("one", [1.0], TensorProto.FLOAT)
    low = drawing.constant("very low", [-1e4], TensorProto.FLOAT)
    padding = drawing.node("Sub", [one, "held"], "padding")
    lowered = drawing.node("Mul", [padding, low], "lowered")
    return drawing.node("Unsqueeze", [lowered, drawing.constant("head axes", [1, 2])], "unseen")


def _scores(drawing: Drawing, x: str) -> None:
    """Add both heads: each adds what is read, and how like it is to what is asked."""
    drawing.constant("last axis", [-1])
    asked, read = _means_by_kind(drawing, x)
    first = drawing.node("Gather", [x, drawing.constant("place of the first", [0])], "first", axis=1)
    means = drawing.node("MatMul", ["spans", x], "means")
    for name, head, found in (("passage", first, read), ("statement", means, means)):
        score = drawing.node("Squeeze", [drawing.dense(head, name, 1, WIDTH), "last axis"], f"{name}.score")
        drawing.node("Add", [score, _likeness(drawing, name, asked, found)], f"{name}.sum")
    drawing.node("Reshape", ["passage.sum", "last axis"], "passages")
    drawing.node("Identity", ["statement.sum"], "statements")


def _means_by_kind(drawing: Drawing, x: str) -> tuple[str, str]:
    """Add the means of the pieces that ask and of those that are read, each of shape (windows, 1, 384)."""
    drawing.node("Cast", ["kinds"], "kinds.single", to=TensorProto.FLOAT)
    drawing.node("Mul", ["held", "kinds.single"], "read.counted")
    drawing.node("Sub", ["held", "read.counted"], "asked.counted")
    axis = drawing.constant("axis of the pieces", [1])
    for name in ("asked", "read"):
        total = drawing.node("ReduceSum", [f"{name}.counted", axis], f"{name}.total", keepdims=1)
        shares = drawing.node("Div", [f"{name}.counted", total], f"{name}.shares")
        row = drawing.node("Unsqueeze", [shares, axis], f"{name}.row")
        drawing.node("MatMul", [row, x], f"{name}.mean")
    return "asked.mean", "read.mean"


def _likeness(drawing: Drawing, name: str, asked: str, read: str) -> str:
    """Add the cosine similarity of means, with a weight for each feature, shape (windows, means)."""
    units = [
        drawing.node("LpNormalization", [mean], f"{name}.{mean}.unit", axis=-1, p=2) for mean in (asked, read)
    ]
    product = drawing.node("Mul", units, f"{name}.alike")
    weighted = drawing.node("Mul", [product, drawing.weight(f"{name}_alike", WIDTH)], f"{name}.weighted")
    return drawing.node("ReduceSum", [weighted, "last axis"], f"{name}.likeness", keepdims=0)


def _embedded(drawing: Drawing) -> str:
    places = drawing.weight("embeddings.position_embeddings.weight", POSITIONS, WIDTH)
    kinds = drawing.weight("embeddings.token_type_embeddings.weight", KINDS, WIDTH)
    zero = drawing.constant("zero", [0])
    drawing.node("Shape", ["kinds"], "length", start=1, end=2)
    drawing.node("Slice", [places, zero, "length", zero], "places")
    drawing.node("Gather", [kinds, "kinds"], "kind of each")
    drawing.node("Add", ["words", "places"], "placed")
    drawing.node("Add", ["placed", "kind of each"], "embedded")
    return drawing.normalise("embedded", "embeddings.LayerNorm")
