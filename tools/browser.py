"What a page looks like in a browser, as numbers and as pictures: headless Chromium, no other tool"
import json
import shutil
import subprocess
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--mute-audio")
QUIET = ("--no-first-run", "--disable-extensions", "--disable-background-networking")
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # nothing is asked of any host
WAIT = 900  # seconds that all pages together may take; some 90 on two free cores

# One page after another in a frame of the given width. What is wider than the frame and does not
# scroll in a box of its own is named; a box that hides what it holds counts as one that scrolls.
HARNESS = """<!doctype html><meta charset="utf-8"><body style="margin:0"><script>
const jobs = JOBS, found = [];
const frame = document.createElement('iframe');
frame.style.border = '0';
document.body.append(frame);
const boxed = (node, view) => {
  for (let p = node.parentElement; p && p !== view.document.body; p = p.parentElement)
    if (view.getComputedStyle(p).overflowX !== 'visible') return true;
  return false;
};
const name = node => node.tagName.toLowerCase() + (node.id ? '#' + node.id : '') +
  (typeof node.className === 'string' && node.className ? '.' + node.className.split(' ')[0] : '');
const widest = (view, width) => [...view.document.body.querySelectorAll('main *')]
  .filter(n => n.getBoundingClientRect().right > width + 1 && n.getClientRects().length)
  .filter(n => !boxed(n, view)).slice(0, 3).map(name);
const measure = (page, width) => new Promise(done => {
  frame.style.width = width + 'px';
  frame.style.height = '900px';
  frame.onload = () => setTimeout(() => {
    const root = frame.contentDocument.documentElement;
    const wide = root.scrollWidth > width + 1;
    found.push({page, width, height: root.scrollHeight, scroll: root.scrollWidth,
                wide: wide ? widest(frame.contentWindow, width) : []});
    done();
  }, 60);
  frame.src = page;
});
(async () => {
  for (const [page, width] of jobs) await measure(page, width);
  await fetch('/measured', {method: 'POST', body: JSON.stringify(found)});
})();
</script></body>"""


def found():
    "The path of Chromium, or None"
    return next(filter(None, map(shutil.which, NAMES)), None)


class Handler(SimpleHTTPRequestHandler):
    "The site, a page that measures it, and the place where that page leaves its answer"

    def do_GET(self):
        if self.path != "/measure":
            return super().do_GET()
        self.answer(self.server.harness.encode())

    def do_POST(self):
        self.server.measured = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(b"")
        self.server.done.set()

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *ignored):
        pass


def served(site):
    "A server of the folder `site` on this machine, already running"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    server.daemon_threads = True
    server.done, server.measured = threading.Event(), []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def command(profile, *words):
    return [found(), *FLAGS, *QUIET, ALONE, f"--user-data-dir={profile}", *words]


def measured(site, pages, widths=(1400, 400)):
    "Height and width of each page at each width, and what does not fit"
    server = served(site)
    jobs = json.dumps([[page, width] for width in widths for page in pages])
    server.harness = HARNESS.replace("JOBS", jobs)
    url = f"http://127.0.0.1:{server.server_port}/measure"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        shown = subprocess.Popen(
            command(profile, "--window-size=1500,1000", "--remote-debugging-port=0", url),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        finished = server.done.wait(WAIT)
        shown.kill()
        shown.wait()
    server.shutdown()
    if not finished:
        raise SystemExit(f"the browser gave no answer in {WAIT} seconds")
    return server.measured


def picture(site, page, file, width=1400, height=1000, *, dark=False):
    "A picture of a page as the PNG `file`"
    server = served(site)
    url = f"http://127.0.0.1:{server.server_port}/{page}"
    words = [f"--window-size={width},{height}", f"--screenshot={Path(file).resolve()}"]
    if dark:
        words.append("--blink-settings=preferredColorScheme=0")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        shown = command(profile, *words, url)
        subprocess.run(shown, check=True, capture_output=True, timeout=60)
    server.shutdown()
