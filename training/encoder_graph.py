"""Draw the encoder of all-MiniLM-L6-v2 as an ONNX graph without weights: python -m training.encoder_graph.

The weights stay in the packaged safetensors file: the graph says where in it each of them lies, so that no
second copy is shipped, and ONNX Runtime maps them into memory. The encoder is BERT (Devlin et al., 2018,
https://arxiv.org/abs/1810.04805); its vector is the mean over the word pieces, made a unit vector
(Reimers and Gurevych, 2019, https://arxiv.org/abs/1908.10084).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

from index.models.packaged import packaged_folder

GRAPH = Path(__file__).parents[1] / "index" / "models" / "all-MiniLM-L6-v2.onnx"
LAYERS, HEADS, WIDTH, INNER = 6, 12, 384, 1536
WORDS, POSITIONS, KINDS = 30522, 512, 2
EPSILON = 1e-12
# Bytes of the number that a safetensors file begins with: how long the description of its tensors is.
SIZE = 8
OPSET = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each tensor lies in a safetensors file: its first byte, and how many there are.

    The format is described at https://huggingface.co/docs/safetensors.
    """

    file: str
    places: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, weights: Path) -> Layout:
        """Read the head of a file of weights."""
        with weights.open("rb") as file:
            size = int.from_bytes(file.read(SIZE), "little")
            head = json.loads(file.read(size))
        begin = SIZE + size
        places = {
            name: (begin + first, end - first)
            for name, described in head.items()
            for first, end in [described.get("data_offsets", (0, 0))]
        }
        return cls(weights.name, places)


class Drawing:
    """A graph that grows: nodes, constants, and weights that lie in a file of their own."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def node(self, kind: str, inputs: Sequence[str], name: str, **attributes: Any) -> str:
        """Add a node with one output, and return the output's name."""
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def weight(self, name: str, *shape: int) -> str:
        """Declare a weight of float32 that lies in the file, and return its name."""
        tensor = TensorProto(
            name=name, data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL
        )
        offset, length = self._layout.places[name]
        for key, value in (("location", self._layout.file), ("offset", offset), ("length", length)):
            tensor.external_data.add(key=key, value=str(value))
        self.weights.append(tensor)
        return name

    def constant(self, name: str, values: Sequence[float], kind: int = TensorProto.INT64) -> str:
        """Add a constant vector, and return its name."""
        self.weights.append(helper.make_tensor(name, kind, [len(values)], list(values)))
        return name

    def dense(self, x: str, name: str, wide: int, narrow: int) -> str:
        """Add a linear layer from `narrow` to `wide` features, saved as PyTorch saves it."""
        weight = self.weight(f"{name}.weight", wide, narrow)
        turned = self.node("Transpose", [weight], f"{name}.turned", perm=[1, 0])
        product = self.node("MatMul", [x, turned], f"{name}.product")
        return self.node("Add", [product, self.weight(f"{name}.bias", wide)], f"{name}.out")

    def normalise(self, x: str, name: str) -> str:
        """Add a layer normalisation over the last axis."""
        inputs = [x, self.weight(f"{name}.weight", WIDTH), self.weight(f"{name}.bias", WIDTH)]
        return self.node("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=EPSILON)


def draw_encoder() -> onnx.ModelProto:
    """Return the graph: `input_ids`, `attention_mask` (texts, pieces) -> unit `vectors` (texts, 384)."""
    drawing = Drawing(Layout.of(packaged_folder() / "model.safetensors"))
    unseen = _mask(drawing)
    x = _embeddings(drawing)
    for layer in range(LAYERS):
        x = draw_layer(drawing, x, unseen, f"encoder.layer.{layer}")
    _mean(drawing, x)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", WIDTH])
    graph = helper.make_graph(drawing.nodes, "all-MiniLM-L6-v2", inputs, [output], drawing.weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)


def _mask(drawing: Drawing) -> str:
    """Add what padding is told by: 0 for a piece and a very low number for padding, (texts, 1, 1, pieces)."""
    drawing.constant("one", [1.0], TensorProto.FLOAT)
    drawing.constant("very low", [-1e9], TensorProto.FLOAT)
    drawing.node("Cast", ["attention_mask"], "held", to=TensorProto.FLOAT)
    drawing.node("Sub", ["one", "held"], "padding")
    drawing.node("Mul", ["padding", "very low"], "lowered")
    return drawing.node("Unsqueeze", ["lowered", drawing.constant("head axes", [1, 2])], "unseen")


def _embeddings(drawing: Drawing) -> str:
    """Add the embeddings of word pieces, places and the first kind of text."""
    words = drawing.weight("embeddings.word_embeddings.weight", WORDS, WIDTH)
    places = drawing.weight("embeddings.position_embeddings.weight", POSITIONS, WIDTH)
    kinds = drawing.weight("embeddings.token_type_embeddings.weight", KINDS, WIDTH)
    zero, first = drawing.constant("zero", [0]), drawing.constant("first", [1])
    drawing.node("Gather", [words, "input_ids"], "words")
    drawing.node("Shape", ["input_ids"], "length", start=1, end=2)
    drawing.node("Slice", [places, zero, "length", zero], "places")
    drawing.node("Slice", [kinds, zero, first, zero], "kind")
    drawing.node("Add", ["words", "places"], "placed")
    drawing.node("Add", ["placed", "kind"], "embedded")
    return drawing.normalise("embedded", "embeddings.LayerNorm")


def draw_layer(drawing: Drawing, x: str, unseen: str, name: str) -> str:
    """Add a layer of BERT whose weights are named after `name`, and return its output."""
    attended = _attention(drawing, x, unseen, f"{name}.attention")
    inner = drawing.dense(attended, f"{name}.intermediate.dense", INNER, WIDTH)
    bent = drawing.node("Gelu", [inner], f"{name}.gelu")
    outer = drawing.dense(bent, f"{name}.output.dense", WIDTH, INNER)
    drawing.node("Add", [outer, attended], f"{name}.sum")
    return drawing.normalise(f"{name}.sum", f"{name}.output.LayerNorm")


def _attention(drawing: Drawing, x: str, unseen: str, name: str) -> str:
    query, key, value = (
        _heads(drawing, drawing.dense(x, f"{name}.self.{role}", WIDTH, WIDTH), f"{name}.{role}", perm)
        for role, perm in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
    )
    drawing.node("MatMul", [query, key], f"{name}.likeness")
    scale = drawing.constant(f"{name}.scale", [(WIDTH // HEADS) ** -0.5], TensorProto.FLOAT)
    drawing.node("Mul", [f"{name}.likeness", scale], f"{name}.scaled")
    drawing.node("Add", [f"{name}.scaled", unseen], f"{name}.masked")
    drawing.node("Softmax", [f"{name}.masked"], f"{name}.shares", axis=-1)
    drawing.node("MatMul", [f"{name}.shares", value], f"{name}.mixed")
    drawing.node("Transpose", [f"{name}.mixed"], f"{name}.back", perm=[0, 2, 1, 3])
    shape = drawing.constant(f"{name}.joined", [0, 0, WIDTH])
    drawing.node("Reshape", [f"{name}.back", shape], f"{name}.heads joined")
    out = drawing.dense(f"{name}.heads joined", f"{name}.output.dense", WIDTH, WIDTH)
    drawing.node("Add", [out, x], f"{name}.sum")
    return drawing.normalise(f"{name}.sum", f"{name}.output.LayerNorm")


def _heads(drawing: Drawing, x: str, name: str, perm: Sequence[int]) -> str:
    shape = drawing.constant(f"{name}.shape", [0, 0, HEADS, WIDTH // HEADS])
    drawing.node("Reshape", [x, shape], f"{name}.parted")
    return drawing.node("Transpose", [f"{name}.parted"], f"{name}.heads", perm=list(perm))


def _mean(drawing: Drawing, x: str) -> None:
    """Add the mean over the pieces that are no padding, and its division by its length."""
    drawing.node("Unsqueeze", ["held", drawing.constant("last axis", [2])], "weights")
    drawing.node("Mul", [x, "weights"], "counted")
    drawing.node("ReduceSum", ["counted", drawing.constant("piece axis", [1])], "sum", keepdims=0)
    # The sum points where the mean does, and its length is divided away.
    drawing.node("LpNormalization", ["sum"], "vectors", axis=-1, p=2)


def main() -> None:
    """Write the graph where the package has it."""
    GRAPH.write_bytes(draw_encoder().SerializeToString())


if __name__ == "__main__":
    main()
