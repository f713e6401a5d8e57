"""Weights of four bits stay four bits in an exported network: a sixth of its size, and the same numbers.

A matrix qualifies if each 32 numbers in a row of it are whole multiples, −8 to 7, of one number, so that
nothing is lost; others stay as they are. onnxruntime multiplies such matrices (`MatMulNBits`) and looks
rows up in them (`GatherBlockQuantized`) as they lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto

BLOCK = 32  # numbers that share a scale
NUMBERS = "encoder.data"
_OPERATORS = "com.microsoft"  # where onnxruntime keeps its own


@dataclass(frozen=True, slots=True)
class _Blocks:
    """``halves`` [rows, blocks, 16]: two numbers a byte, the first in the low half. ``scales``
    [rows, blocks].
    """

    halves: NDArray[np.uint8]
    scales: NDArray[np.float32]


def pack(path: Path) -> None:
    """Rewrite the network in ``path`` with its matrices of four bits, if it has any, its numbers in a file
    `NUMBERS` beside it: onnxruntime maps that into memory and holds no second copy.
    """
    import onnx

    network = onnx.load(str(path))
    if _pack(network.graph):
        network.opset_import.append(onnx.helper.make_opsetid(_OPERATORS, 1))
        onnx.save(network, str(path), save_as_external_data=True, location=NUMBERS)


def _pack(graph: GraphProto) -> bool:
    from onnx import numpy_helper

    matrices = {m.name: m for m in graph.initializer if len(m.dims) == 2}
    nodes: list[NodeProto] = []
    packed: dict[str, _Blocks] = {}
    for node in graph.node:
        place = {"MatMul": 1, "Gather": 0}.get(node.op_type)
        name = node.input[place] if place is not None else ""
        if name in matrices and name not in packed:
            values = numpy_helper.to_array(matrices[name])
            found = _blocks(values.T if place else values)
            if found is not None:
                packed[name] = found
        nodes.append(_operator(node, name, packed[name]) if name in packed else node)
    kept = [m for m in graph.initializer if m.name not in packed]
    for name, found in packed.items():
        rows = len(found.scales)
        whole = any(n.op_type == "GatherBlockQuantized" and n.input[0] == f"{name}.halves" for n in nodes)
        halves = found.halves.reshape(rows, -1) if whole else found.halves
        scales = found.scales if whole else found.scales.ravel()
        kept += [numpy_helper.from_array(halves, f"{name}.halves")]
        kept += [numpy_helper.from_array(scales, f"{name}.scales")]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    return bool(packed)


def _blocks(values: NDArray[np.float32]) -> _Blocks | None:
    """The rows of a matrix in blocks of four-bit numbers; None if they are no such numbers."""
    rows, columns = values.shape
    if columns % BLOCK:
        return None
    blocks = np.ascontiguousarray(values).reshape(rows, -1, BLOCK)
    extreme = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2, keepdims=True), axis=2)
    scales = (extreme / -8).astype(np.float32)
    whole = np.rint(blocks / np.where(scales == 0, 1, scales))
    if whole.min() < -8 or whole.max() > 7 or not np.array_equal(whole * scales, blocks):
        return None
    numbers = (whole + 8).astype(np.uint8)
    halves = np.bitwise_or(numbers[..., 0::2], numbers[..., 1::2] * 16, dtype=np.uint8)
    return _Blocks(halves, scales[..., 0])


def _operator(node: NodeProto, name: str, blocks: _Blocks) -> NodeProto:
    """The operator that does what ``node`` does, on the packed matrix ``name``."""
    from onnx import helper

    rows, columns = len(blocks.scales), blocks.scales.shape[1] * BLOCK
    halves, scales = f"{name}.halves", f"{name}.scales"
    if node.op_type == "Gather":
        return helper.make_node(
            "GatherBlockQuantized",
            [halves, node.input[1], scales],
            list(node.output),
            node.name,
            domain=_OPERATORS,
            bits=4,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
    return helper.make_node(
        "MatMulNBits",
        [node.input[0], halves, scales],
        list(node.output),
        node.name,
        domain=_OPERATORS,
        K=columns,
        N=rows,
        bits=4,
        block_size=BLOCK,
    )
