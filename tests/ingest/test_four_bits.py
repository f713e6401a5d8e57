"""A network whose matrices are of four bits: smaller, with the same results."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from ingest.embedding.four_bits import pack

SIZE = 64


def four_bit_matrix(seed: int, rows: int) -> NDArray[np.float32]:
    """[rows, SIZE] of whole multiples, −8 to 7, of a number for each 32; −8 is among them."""
    random = np.random.default_rng(seed)
    whole = random.integers(-8, 8, (rows, SIZE // 32, 32)).astype(np.float32)
    whole[..., 5] = -8
    scales = random.normal(size=(rows, SIZE // 32, 1)).astype(np.float16).astype(np.float32)
    return np.asarray((whole * scales).reshape(rows, SIZE))


def write_network(path: Path, table: NDArray[np.float32], matrices: list[NDArray[np.float32]]) -> None:
    """Rows of ``table`` are looked up, then multiplied with each of ``matrices`` in turn."""
    nodes = [helper.make_node("Gather", ["table", "ids"], ["x0"], axis=0)]
    values = [numpy_helper.from_array(table, "table")]
    for n, matrix in enumerate(matrices):
        nodes.append(helper.make_node("MatMul", [f"x{n}", f"m{n}"], [f"x{n + 1}"]))
        values.append(numpy_helper.from_array(np.ascontiguousarray(matrix.T), f"m{n}"))
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "pieces"])
    out = helper.make_tensor_value_info(f"x{len(matrices)}", TensorProto.FLOAT, ["batch", "pieces", SIZE])
    graph = helper.make_graph(nodes, "network", [ids], [out], values)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))


def results(path: Path) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found = session.run(None, {"ids": np.array([[0, 3, 7], [9, 9, 1]], dtype=np.int64)})[0]
    return np.asarray(found)


def test_matrices_of_four_bits_are_packed_and_others_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "network.onnx"
    other = np.random.default_rng(3).normal(size=(SIZE, SIZE)).astype(np.float32)
    write_network(path, four_bit_matrix(1, 500), [four_bit_matrix(2, SIZE), other])
    before, size = results(path), path.stat().st_size
    pack(path)
    assert np.abs(results(path) - before).max() < 1e-4 * np.abs(before).max()
    assert path.stat().st_size < 0.35 * size
    kinds = [node.op_type for node in onnx.load(str(path)).graph.node]
    assert kinds == ["GatherBlockQuantized", "MatMulNBits", "MatMul"]


def test_a_network_of_full_numbers_is_not_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "network.onnx"
    random = np.random.default_rng(4)
    write_network(path, random.normal(size=(500, SIZE)).astype(np.float32), [])
    before = path.read_bytes()
    pack(path)
    assert path.read_bytes() == before
