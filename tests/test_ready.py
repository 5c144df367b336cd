"Compiled code: eight threads at once, interrupts, damage, full disks, and no compiler at all"
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import pytest

import volrisk
from volrisk import compiling

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
LIBRARY = Path(volrisk.__file__).parent.parent
RETURNS = """
import json, os, signal, sys, threading, warnings
import pandas as pd
import volrisk as vr

returns = vr.simulate_returns(600, rng=0)
"""


CHILDREN = []


@pytest.fixture(autouse=True)
def no_orphans():
    "A process that a failed test has left is ended"
    yield
    while CHILDREN:
        CHILDREN.pop().kill()


def started(code, folder, *arguments, **more):
    "A fresh process, whose compiled code is kept in a folder"
    env = {**os.environ, "NUMBA_CACHE_DIR": str(folder), "PYTHONPATH": str(LIBRARY)}
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    CHILDREN.append(subprocess.Popen(command, env=env | more.pop("env", {}), **how, **more))
    return CHILDREN[-1]


def answer(code, folder, *arguments, **more):
    "What a fresh process prints, and what it says on stderr but that it is slow to compile"
    process = started(code, folder, *arguments, **more)
    out, said = process.communicate(timeout=900)
    assert process.returncode == 0, said
    return out, said.replace(f"{compiling.NOTICE}\n", "")


THREADS = """
JOBS = {
    "fit": lambda: vr.GARCH().fit(returns).params.sum(),
    "walk": lambda: vr.walk_forward(vr.GARCH(), returns, window=500, refit=50).volatility.sum(),
    "horizon": lambda: sum(vr.horizon_risk(vr.GARCH().fit(returns), 3, paths=1000)),
}
found, gate = {}, threading.Barrier(8)

def work(place, job):
    gate.wait()
    try:
        found[place] = float(JOBS[job]())
    except BaseException as error:
        found[place] = f"{type(error).__name__}: {error}"

jobs = sys.argv[1:]
threads = [threading.Thread(target=work, args=(i, jobs[i % len(jobs)])) for i in range(8)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
print(json.dumps([found[i] for i in range(8)]))
"""


def from_threads(folder, *jobs):
    "What eight threads find, which do these things as the first of their process"
    out, _ = answer(RETURNS + THREADS, folder, *jobs)
    found = json.loads(out)
    assert all(isinstance(value, float) for value in found), found
    for place, job in enumerate(jobs):
        assert len(set(found[place :: len(jobs)])) == 1, job


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    "Compiled code, from the first use by eight threads at once"
    folder = tmp_path_factory.mktemp("compiled")
    from_threads(folder, "fit", "walk", "horizon")
    return folder


def test_eight_threads_from_cold_and_from_disk(folder):
    for job in ("fit", "walk", "horizon"):
        from_threads(folder, job)


def test_a_panel_of_threads_loses_no_task(folder):
    code = """
    import joblib
    table = pd.DataFrame({name: returns for name in "abcdefgh"})
    warnings.simplefilter("error")
    with joblib.parallel_config(backend="threading"):
        models = [vr.GARCH(), vr.GJR()]
        print(vr.walk_forward_panel(models, table, n_jobs=4, window=500, refit=50))
    """
    out, _ = answer(RETURNS + textwrap.dedent(code), folder)
    assert out.startswith("16 forecasts, 0 failures")


def seconds_of(process):
    "Processor seconds of a process, which do not depend on what else runs; or those of the clock"
    try:
        words = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


PATIENT = """
stops = 0
print("here", flush=True)
while True:
    try:
        fit = vr.GARCH().fit(returns)
        print(stops, fit.converged, fit.params.sum(), flush=True)
        break
    except KeyboardInterrupt:
        stops += 1
        print("stopped", flush=True)
"""


@posix
def test_an_interrupt_of_the_compiler_stops_it_and_spoils_nothing(tmp_path):
    process = started(RETURNS + PATIENT, tmp_path)
    assert process.stdout.readline() == "here\n"
    waits = []
    for pause in (0.2, 0.4, 0.6, 0.8):
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        begin = seconds_of(process)
        assert process.stdout.readline() == "stopped\n", process.stderr.read()
        waits.append(seconds_of(process) - begin)
    out, said = process.communicate(timeout=900)
    assert out.startswith("4 True") and "Exception ignored" not in said
    assert max(waits) < 30


FIRST_IMPORT = """
import volrisk as vr
stops = 0
print("here", flush=True)
while True:
    try:
        returns = vr.simulate_returns(600, rng=0)
        fit = vr.GARCH().fit(returns)
        print(stops, fit.converged, flush=True)
        break
    except KeyboardInterrupt:
        stops += 1
"""


@posix
@pytest.mark.parametrize("pause", [0.02, 0.1, 0.25, 0.5])
def test_an_interrupt_of_the_first_import_spoils_nothing(pause, folder):
    process = started(FIRST_IMPORT, folder)
    assert process.stdout.readline() == "here\n"
    time.sleep(pause)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=900)
    assert process.returncode == 0, said
    assert "True" in out and "Exception ignored" not in said


LONG = """
table = pd.DataFrame({name: returns for name in "abcdefgh"})
settings = dict(n_jobs=1, window=500, refit=1, progress=False)
models = [vr.GARCH(), vr.GJR(dist="t")]
vr.walk_forward_panel(models, table, **settings)

def press(*_):
    "Again after a second, as pandas loses one of hundreds"
    signal.setitimer(signal.ITIMER_REAL, 1.0)
    signal.raise_signal(signal.SIGINT)

signal.signal(signal.SIGALRM, press)
for turn in range(12):
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05 + 0.03 * turn)
        while True:
            vr.walk_forward_panel(models, table, **settings)
    except KeyboardInterrupt:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        print("stopped", flush=True)
"""


@posix
def test_an_interrupt_of_a_panel_is_never_taken_for_a_failure(folder):
    out, said = answer(RETURNS + "warnings.simplefilter('error')" + LONG, folder)
    assert out.split() == 12 * ["stopped"] and not said


HIDDEN = """
from volrisk.compiling import compiled, ready, types

@compiled
def applied(function, values):
    total = 0.0
    for value in values:
        total += function(value)
    return total

@compiled
def cube(x):
    return x**3

number = types.float64
cubes = ready(applied, (types.FunctionType(number(number)), number[::1]))
values = np.ones(3)
cubes(cube, values)
signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
for turn in range(200):
    signal.setitimer(signal.ITIMER_REAL, 0.0005 + 1e-5 * turn)
    try:
        while True:
            cubes(cube, values)
    except KeyboardInterrupt:
        pass
print("200 times")
"""


@posix
def test_an_interrupt_of_compiled_code_is_an_interrupt(tmp_path):
    out, said = answer("import numpy as np\nimport signal\n" + HIDDEN, tmp_path)
    assert out == "200 times\n" and not said


@posix
@pytest.mark.parametrize("command", ["report --refit 1", "forecast --paths 2000000 --horizon 60"])
def test_an_interrupt_of_a_command_is_one_word(command, folder, tmp_path):
    code = "import sys; from volrisk.__main__ import run; print('here', flush=True); run()"
    for pause in (0.3, 2.5):
        process = started(code, folder, *command.split(), cwd=tmp_path)
        assert process.stdout.readline() == "here\n"
        time.sleep(pause)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=100)
        assert (process.returncode, said.splitlines()[-1:]) == (130, ["interrupted"]), said
        assert "Traceback" not in said and not list(tmp_path.iterdir())


SMALL = """
import numpy as np
from volrisk import compiling, recursions
found = recursions.lagged(np.arange(3.0), 1, 7.0).tolist()
print(found, compiling.WATCH.pieces, compiling.Kept.loaded)
"""


def emptied(content):
    return b""


def truncated(content):
    return content[: len(content) // 2]


def scrambled(content):
    return random.Random(0).randbytes(len(content))


def flipped(content):
    place = 3 * len(content) // 4
    return content[:place] + bytes([content[place] ^ 16]) + content[place + 1 :]


def sealed_nonsense(content):
    return compiling.seal(b"no code at all", "")


@pytest.mark.parametrize("harm", [emptied, truncated, scrambled, flipped, sealed_nonsense])
def test_damaged_code_is_made_again(harm, tmp_path):
    assert answer(SMALL, tmp_path) == ("[7.0, 0.0, 1.0, 2.0] 1 0\n", "")
    (file,) = (tmp_path / "volrisk").iterdir()
    file.write_bytes(harm(file.read_bytes()))
    out, said = answer(SMALL, tmp_path)
    assert out == "[7.0, 0.0, 1.0, 2.0] 1 0\n"
    assert said.count("UserWarning: compiled code is made again") == said.count("Warning:") == 1
    assert answer(SMALL, tmp_path) == ("[7.0, 0.0, 1.0, 2.0] 0 1\n", "")


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    "A package that brings the code of `abs_of` along, for a machine of another name"
    monkeypatch.setattr(compiling.config, "CACHE_DIR", str(tmp_path / "made"))
    compiling.compiled(abs_of)(-2.0)
    (made,) = (tmp_path / "made" / "volrisk").iterdir()
    triple, *_ = compiling.cpu_target.target_context.codegen().magic_tuple()
    folder = tmp_path / "in"
    function = compiling.compiled(abs_of)
    facts = function._cache.facts((compiling.types.float64,))
    name = compiling.kept_name(abs_of, facts, (triple, "usual", ""))
    code = compiling.unseal(made.read_bytes(), made.name)
    compiling.write_whole(folder / name, compiling.seal(code, name))
    about = {"machine": [triple, "usual", ""], "needs": [], "versions": compiling.VERSIONS}
    (folder / "machine.json").write_text(json.dumps(about))
    monkeypatch.setattr(compiling, "shipped_folder", lambda: folder)
    monkeypatch.setattr(compiling.config, "CACHE_DIR", str(tmp_path / "other"))
    return folder


def used(function):
    "What a first call made, read, and found in the package"
    before = compiling.counts()
    assert function(-2.0) == 2.0
    return [now - then for now, then in zip(compiling.counts(), before)]


def test_code_that_came_with_the_package_is_used(shipped):
    assert used(compiling.compiled(abs_of)) == [0, 1, 1]
    assert not (shipped.parent / "other").exists() and compiling.kept_here() == (1, 0)


@pytest.mark.parametrize(
    "about",
    [
        {"machine": ["another system", "usual", ""]},
        {"needs": ["a thing that no processor can do"]},
        {"machine": ["TRIPLE", "another processor", ""]},
        {"versions": ["an older numba", "", "", ""]},
        {"machine": []},
        {"machine": 5, "needs": 6},
        [],
        "no record at all",
    ],
)
def test_code_for_another_machine_is_not(about, shipped):
    record = shipped / "machine.json"
    right = json.loads(record.read_text())
    wrong = right | about if isinstance(about, dict) else about
    record.write_text(json.dumps(wrong).replace("TRIPLE", right["machine"][0]))
    assert used(compiling.compiled(abs_of)) == [1, 0, 0]
    assert used(compiling.compiled(abs_of)) == [0, 1, 0]


def test_who_names_a_processor_gets_its_code(shipped, monkeypatch):
    monkeypatch.setattr(compiling.config, "CPU_NAME", "generic")
    assert used(compiling.compiled(abs_of)) == [1, 0, 0]


def test_damaged_code_of_the_package_is_made_again(shipped, monkeypatch):
    monkeypatch.setattr(compiling, "WARNED", set())
    (file,) = shipped.glob("*.compiled")
    file.write_bytes(flipped(file.read_bytes()))
    with pytest.warns(UserWarning, match="compiled code is made again"):
        assert used(compiling.compiled(abs_of)) == [1, 0, 0]


def test_without_a_home_code_of_the_package_is_used(shipped, monkeypatch):
    monkeypatch.setattr(compiling, "kept_folder", no_home)
    assert used(compiling.compiled(abs_of)) == [0, 1, 1]


def no_home():
    raise FileNotFoundError("there is no home folder")


def told_what_to_do(said):
    "One warning that names the variable and the cost"
    assert said.count("UserWarning") == 1 and "Traceback" not in said, said
    assert f"about {compiling.SECONDS} seconds" in said and "set NUMBA_CACHE_DIR" in said


def test_where_nothing_can_be_kept_there_is_one_warning(tmp_path):
    (tmp_path / "file").touch()
    code = SMALL + "print(recursions.blank(2, 3).shape)"
    out, said = answer(code, tmp_path / "file")
    assert out == "[7.0, 0.0, 1.0, 2.0] 1 0\n(2, 4)\n"
    told_what_to_do(said)


def another_user():
    "Whether there is another user to become, who may read where Python and its packages lie"
    if not hasattr(os, "getuid") or os.getuid() != 0:
        return False
    places = Path(sys.prefix).resolve(), Path(compiling.__file__).resolve().parent
    return all(p.stat().st_mode & 0o005 == 0o005 for q in places for p in (q, *q.parents))


as_nobody = pytest.mark.skipif(not another_user(), reason="needs another user, who may read")
NOBODY = """
import os
import numpy, pandas, numba, scipy, volrisk  # from wherever they lie
os.setgroups([]), os.setgid(65534), os.setuid(65534)
os.chdir("/")
"""


@as_nobody
def test_a_user_without_home_and_without_a_place_to_write(tmp_path):
    home = {"HOME": "/nonexistent", "NUMBA_CACHE_DIR": "", "XDG_CACHE_HOME": ""}
    code = NOBODY + SMALL + "print(recursions.blank(2, 3).shape)"
    out, said = answer(code, tmp_path, env=home)
    assert out == "[7.0, 0.0, 1.0, 2.0] 1 0\n(2, 4)\n"
    told_what_to_do(said)


@as_nobody
def test_code_that_may_only_be_read_is_used(tmp_path):
    answer(SMALL, tmp_path)
    for path in (tmp_path, *tmp_path.parents):
        if path.owner() == "root" and path.is_relative_to("/tmp/"):
            path.chmod(path.stat().st_mode | 0o055)
    (tmp_path / "volrisk").chmod(0o755)
    out, said = answer(NOBODY + SMALL, tmp_path)
    assert out == "[7.0, 0.0, 1.0, 2.0] 0 1\n" and not said


def test_a_full_disk_costs_nothing_but_time(tmp_path):
    full = """
    import errno, pathlib

    def write_bytes(path, content):
        path.touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    pathlib.Path.write_bytes = write_bytes
    """
    out, said = answer("import os" + textwrap.dedent(full) + SMALL, tmp_path)
    assert out == "[7.0, 0.0, 1.0, 2.0] 1 0\n" and "No space left on device" in said
    told_what_to_do(said)
    assert not list((tmp_path / "volrisk").iterdir())


PLAIN = """
returns = returns[-120:]
for model in (vr.GARCH(), vr.GJR(dist="t"), vr.EGARCH(dist="ged")):
    fit = model.fit(returns)
    print(*fit.params, fit.loglikelihood)
print(*vr.walk_forward(vr.GARCH(), returns, window=100, refit=10, progress=False).volatility)
print(*vr.horizon_risk(vr.GARCH().fit(returns), 3, paths=1000))
"""


def test_without_a_compiler_the_numbers_are_the_same():
    code = RETURNS + "warnings.simplefilter('ignore', vr.ConvergenceWarning)" + PLAIN
    own = compiling.config.CACHE_DIR  # that of all tests
    quick, _ = answer(code, own)
    slow, said = answer(code, own, env={"NUMBA_DISABLE_JIT": "1"})
    assert not said
    for one, other in zip(quick.splitlines(), slow.splitlines(), strict=True):
        one, other = np.array(one.split(), float), np.array(other.split(), float)
        np.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-9)


AFTER = """
from volrisk import compiling
for family in (vr.ARCH, vr.GARCH, vr.GJR, vr.EGARCH, vr.APARCH):
    for law in ("normal", "t", "ged", "skewt"):
        fit = family(dist=law).fit(returns)
        vr.horizon_risk(fit, 5)
vr.walk_forward(vr.EWMA(), returns, window=500, refit=50, progress=False)
vr.report(returns, [vr.GJR(dist="skewt"), vr.EWMA(dist="t")], window=400, refit=50, progress=False)
print(compiling.WATCH.pieces, compiling.Kept.loaded > 10)
"""


LINKED = """
import sys
import numpy as np
from volrisk.compiling import compiled, counts

@compiled
def roots(x):
    found = np.empty(len(x))
    for t in range(len(x)):
        found[t] = x[t] ** 0.5
    return found

@compiled
def total(x):
    sums = 0.0
    for root in roots(x):
        sums += root
    return sums

roots(np.ones(3))
before = counts()
if "link" in sys.argv:
    assert total(np.array([1.0, 4.0, 9.0])) == 6
print(*before, *counts())
"""


def test_code_from_disk_is_linked_into_what_is_compiled_later(tmp_path):
    (tmp_path / "linked.py").write_text(LINKED)
    run = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='linked')"
    first, second, third = (
        answer(run, tmp_path / "kept", str(tmp_path / "linked.py"), *words)[0].split()
        for words in ([], ["link"], ["link"])
    )
    assert first == ["1", "0", "0", "1", "0", "0"]
    assert second == ["0", "1", "0", "1", "1", "0"]  # `total` is compiled, and takes `roots` in
    assert third == ["0", "1", "0", "0", "2", "0"]


WARMING = """
import shutil, sys
from pathlib import Path
from volrisk import compiling
from volrisk.__main__ import run

into, read, write = Path(sys.argv.pop()), compiling.Kept.rebuilt, compiling.write_whole
into.mkdir(parents=True)

def copied(kept, file, target):
    found = read(kept, file, target)
    if found is not None:
        shutil.copy(file, into)
    return found

def written(path, content):
    write(path, content)
    shutil.copy(path, into)

compiling.Kept.rebuilt, compiling.write_whole = copied, written
run()
"""


@pytest.fixture(scope="module")
def warmed(tmp_path_factory):
    "What `volrisk warm` compiles, and nothing else; taken from the tests' own folder where it is"
    folder = tmp_path_factory.mktemp("warmed")
    answer(WARMING, compiling.config.CACHE_DIR, "warm", str(folder / "volrisk"))
    for file in (folder / "volrisk").glob("volrisk.chains.days_ahead-*"):
        file.unlink()
    return folder


def test_after_volrisk_warm_nothing_is_compiled(warmed):
    folder, code = warmed, "from volrisk.__main__ import run; run()"
    out, _ = answer(code, folder, "warm")
    assert out.startswith("Compiled ") and "where all of it is kept" in out
    out, _ = answer(code, folder, "warm")
    assert out.startswith("Nothing to compile: ") and str(folder) in out
    code = RETURNS + "warnings.simplefilter('ignore')" + AFTER
    assert answer(code, folder) == ("0 True\n", "")


def test_a_command_that_cannot_keep_what_it_compiles_says_so(tmp_path, monkeypatch, capsys):
    from volrisk import cli

    monkeypatch.setattr(volrisk.warming, "usual_models", list)
    monkeypatch.setattr(compiling, "WARNED", {"unkept"})
    warmed = volrisk.warming.Warmed(2, 0, 0, 1.0, "/no", False)
    monkeypatch.setattr(volrisk.warming, "warm", lambda models, correlations: warmed)
    monkeypatch.setattr(sys, "argv", ["volrisk", "warm"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 1 and "nothing new could be kept there" in capsys.readouterr().out


def test_the_notice_is_said_where_something_is_compiled_and_only_once(monkeypatch, capsys):
    watch = compiling.Watch()
    monkeypatch.setattr(compiling, "PATIENCE", 0.01)
    event = compiling.event.Event("numba:compile", None, {"dispatcher": compiling.compiled(abs_of)})
    for _ in range(2):
        watch.on_start(event)
        time.sleep(0.1)
        watch.on_end(event)
    assert capsys.readouterr().err == f"{compiling.NOTICE}\n" and watch.pieces == 2


def abs_of(x):
    return abs(x)


@pytest.mark.parametrize("one, two", [(1.0, 2.0), (np.arange(3), np.arange(1, 4)), ("a", "b")])
def test_a_recipe_sees_what_a_function_reads(one, two):
    def reading(value):
        return lambda x: (x, value)

    assert compiling.recipe(reading(one)) == compiling.recipe(reading(one))
    assert compiling.recipe(reading(one)) != compiling.recipe(reading(two))
