"""Fill volrisk/precompiled: what `volrisk warm` compiles, for a usual processor of this kind

Usage: `python tools/precompile.py [--remove]`, from the root of a clone, before a wheel is built.
The wheel is then for this system, this Python and such processors: see setup.py.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
INTO = ROOT / "volrisk" / "precompiled"
# the third level of x86-64: nearly all processors since 2013
X86 = "sse3 ssse3 sse4.1 sse4.2 popcnt cx16 sahf avx avx2 bmi bmi2 f16c fma lzcnt movbe xsave"
LEVELS = {"x86_64": ("x86-64-v3", X86), "AMD64": ("x86-64-v3", X86)}
ASKED = """
import json
from volrisk.compiling import VERSIONS, cpu_target
machine = cpu_target.target_context.codegen().magic_tuple()
print(json.dumps({"machine": machine, "versions": VERSIONS}))
"""


def told(environment, *command):
    "What a Python process prints"
    command = [sys.executable, *command]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().strip()


def fill():
    "Compile into a folder of its own, and put it in place as a whole"
    level, needs = LEVELS.get(platform.machine(), ("generic", ""))
    INTO.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        asked = {"NUMBA_CACHE_DIR": folder, "NUMBA_CPU_NAME": level, "NUMBA_CPU_FEATURES": ""}
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | asked
        print(told(environment, "-m", "volrisk", "warm"))
        about = json.loads(told(environment, "-c", ASKED)) | {"needs": needs.split()}
        made = Path(folder) / "volrisk"
        (made / "machine.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        shutil.copytree(made, INTO)
    return about


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--remove", action="store_true", help="take the folder away")
    given = parser.parse_args()
    shutil.rmtree(INTO, ignore_errors=True)
    if given.remove:
        return
    about = fill()
    files = list(INTO.iterdir())
    size = sum(file.stat().st_size for file in files) / 2**20
    print(f"{INTO}: {len(files) - 1} functions, {size:.0f} MB, for {' '.join(about['machine'])}")


if __name__ == "__main__":
    main()
