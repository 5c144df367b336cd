"Pictures of the report for the front page, by day and at night: python tools/picture.py"
import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from house import palette
from pages import NBS

BROWSERS = "chromium", "google-chrome", "chrome"
NIGHT = "--blink-settings=preferredColorScheme=0"
WIDTH, HEIGHT = 1160, 1260
MOST = 150 * 1024  # bytes of one picture


def browser():
    "The command of a browser without a window"
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"a picture takes a browser, one of {', '.join(BROWSERS)}: install one")
    return [found, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]


def taken(page, height, *, night=False):
    "The top of a page as PNG, as it looks by day or at night"
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "page.png")
        size = f"--window-size={WIDTH},{height}"
        where = [f"--user-data-dir={folder}/home", f"--screenshot={picture}", page.as_uri()]
        how = [size, NIGHT] if night else [size]
        subprocess.run([*browser(), *how, *where], check=True, capture_output=True)
        return palette(picture.read_bytes())


def save(name, picture):
    "Write a picture, unless it is too large"
    if len(picture) > MOST:
        sys.exit(f"{name} has {len(picture) / 1024:.0f} KB, {MOST / 1024:.0f} are the most")
    path = NBS / "images" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(picture)
    print(f"{path}: {len(picture) / 1024:.0f} KB")


def report_in(folder):
    "The page of the default report"
    command = [sys.executable, "-m", "volrisk", "report", "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return Path(folder, "report.html")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=Path, help="a page that is there, or the default report")
    parser.add_argument("--name", default="report", help="of the pictures, in nbs/images")
    parser.add_argument("--height", type=int, default=HEIGHT, help="pixels from the top")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = options.page or report_in(folder)
        for ending, night in (("", False), ("_night", True)):
            picture = taken(page.resolve(), options.height, night=night)
            save(f"{options.name}{ending}.png", picture)


if __name__ == "__main__":
    main()
