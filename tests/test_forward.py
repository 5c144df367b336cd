"The network without a framework: what torch computes, to the last digit that torch has"
import subprocess
import sys

import numpy as np
import pytest

from volrisk.forward import Ahead, Forward, corrections, gone_through, shapes

SIZES = [  # inputs, width, heads, layers, hidden, context
    (14, 32, 4, 2, 64, 128),
    (1, 1, 1, 1, 1, 1),
    (16, 24, 8, 3, 40, 32),
    (5, 12, 4, 2, 7, 96),
    (14, 30, 2, 1, 33, 3),
    (7, 8, 8, 4, 5, 31),
    (14, 20, 1, 2, 16, 2),
]


def network(sizes, seed=0):
    "Random weights of any size"
    inputs, width, heads, layers, hidden, context = sizes
    rng = np.random.default_rng(seed)
    weights = {
        name: rng.normal(0, shape[0] ** -0.5 if len(shape) > 1 else 0.3, shape).astype(np.float32)
        for name, shape in shapes(inputs, width, layers, hidden).items()
    }
    return Forward(weights, heads=heads, context=context, bound=1.5)


def by_torch(net, x):
    "The same network with every pair of days in one matrix, in torch and in double precision"
    torch = pytest.importorskip("torch")
    w = {name: torch.tensor(value, dtype=torch.float64) for name, value in net.weights.items()}
    x = torch.tensor(x, dtype=torch.float64)
    lag = torch.arange(len(x))[:, None] - torch.arange(len(x))
    seen = (lag >= 0) & (lag < net.context)
    bias = -torch.tensor(net.slopes)[:, None, None] * lag
    bias = bias.masked_fill(~seen, -torch.inf)
    norm = torch.nn.functional.layer_norm
    y = x @ w["embed"] + w["embed_bias"]
    for k in range(len(net.layers)):
        own = {name: w[f"{k}.{name}"] for name in net.layers[0]}
        qkv = norm(y, y.shape[-1:], *own["norm1"]) @ own["qkv"]
        q, keys, v = qkv.reshape(len(x), 3, net.heads, -1).permute(1, 2, 0, 3)
        p = torch.softmax(q @ keys.mT * q.shape[-1] ** -0.5 + bias, dim=-1)
        y = y + (p @ v).transpose(0, 1).flatten(1) @ own["out"]
        up = norm(y, y.shape[-1:], *own["norm2"]) @ own["up"] + own["up_bias"]
        y = y + torch.nn.functional.gelu(up) @ own["down"] + own["down_bias"]
    f = x @ w["skip"] + w["level"] + norm(y, y.shape[-1:], *w["norm"]) @ w["head"]
    return (net.bound * (f / net.bound).tanh()).numpy()


@pytest.mark.parametrize("sizes", SIZES)
def test_torch_computes_the_same(sizes):
    net, x = network(sizes), np.random.default_rng(1).normal(size=(300, sizes[0]))
    expected = by_torch(net, x)
    np.testing.assert_allclose(corrections(net, x), expected, rtol=1e-9, atol=1e-11)
    assert np.abs(expected).max() > 0.1


@pytest.mark.parametrize("name", ["gjr", "gjr_x", "ewma"])
def test_the_network_that_was_trained_computes_the_same(name):
    torch = pytest.importorskip("torch")
    from volrisk import network as trained

    known = trained.shipped(name)
    sizes = known.architecture
    how = {"heads": sizes.heads, "context": sizes.context, "bound": sizes.bound}
    x = np.random.default_rng(2).normal(size=(640, trained.INPUTS))
    weights = {key: value.double() for key, value in known.tensors.items()}
    with torch.inference_mode():
        expected = trained.correction(weights, sizes, torch.tensor(x[None]))[0].numpy()
    found = corrections(Forward(known.weights, **how), x)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-6)


@pytest.mark.parametrize("sizes", SIZES)
def test_nothing_depends_on_blocks_or_on_days_to_come(sizes):
    net, x = network(sizes), np.random.default_rng(3).normal(size=(260, sizes[0]))
    whole = corrections(net, x)
    for block in (1, 5, 64, 300):
        np.testing.assert_array_equal(gone_through(net, [x], [260], block=block)[0], whole)
    for days in (1, 2, 65, 200):
        np.testing.assert_array_equal(corrections(net, x[:days]), whole[:days])
    changed = x.copy()
    changed[150:] += 1
    np.testing.assert_array_equal(corrections(net, changed)[:150], whole[:150])
    for wanted in (1, 30, 100, 260):
        np.testing.assert_array_equal(corrections(net, x, wanted=wanted), whole[-wanted:])


@pytest.mark.parametrize("known", [1, 20, 200])
@pytest.mark.parametrize("sizes", SIZES)
def test_paths_are_series(sizes, known):
    net, rng = network(sizes), np.random.default_rng(4)
    past, ahead = rng.normal(size=(known, sizes[0])), rng.normal(size=(3, 150, sizes[0]))
    paths = Ahead(net, past)
    found = np.column_stack([paths.step(ahead[:, t]) for t in range(150)])
    for path, f in zip(ahead, found):
        whole = corrections(net, np.vstack([past, path]), wanted=150)
        np.testing.assert_allclose(f, whole, rtol=1e-9, atol=1e-11)
    alone = Ahead(net, past)
    for t in range(40):
        np.testing.assert_array_equal(alone.step(ahead[1:2, t]), found[1:2, t])


def test_an_input_that_is_no_number_gives_none():
    net, x = network(SIZES[0]), np.random.default_rng(5).normal(size=(200, 14))
    x[100, 3] = np.nan
    f = corrections(net, x)
    assert np.isfinite(f[:100]).all() and np.isnan(f[100:]).all()


def test_scores_of_any_size_are_held():
    sizes = SIZES[0]
    net, x = network(sizes), 1e3 * np.random.default_rng(6).normal(size=(200, 14))
    loud = {**net.weights, "0.qkv": 100 * net.weights["0.qkv"]}
    f = corrections(Forward(loud, heads=4, context=128, bound=1.5), x)
    assert np.isfinite(f).all() and np.abs(f).max() <= 1.5


def test_no_framework_is_loaded():
    code = (
        "import sys; sys.modules['torch'] = sys.modules['safetensors'] = None\n"
        "from importlib.resources import files; import numpy as np\n"
        "from volrisk import arrayfile, forward\n"
        "w, _ = arrayfile.read_arrays(files('volrisk') / 'weights' / 'gjr.safetensors')\n"
        "net = forward.Forward(w, heads=4, context=128, bound=1.5)\n"
        "print(np.isfinite(forward.corrections(net, np.zeros((300, 20)))).all())"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.stdout.strip() == "True", answer.stderr
