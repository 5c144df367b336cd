"use strict";
const daily = JSON.parse(document.getElementById("report").textContent).daily;
const days = daily && named(daily.dates);
const share = k => (k === null ? "none" : (k * daily.unit * 100).toFixed(2) + "%");

// Dates are kept as the first of them and the number of steps to each of the others
function named(dates) {
  if (Array.isArray(dates)) return dates;
  let at = Date.parse(dates.first + "Z");
  const end = dates.seconds % 86400 || !dates.first.endsWith("T00:00:00") ? 16 : 10;
  const name = () => new Date(at).toISOString().slice(0, end).replace("T", " ");
  return [name(), ...dates.steps.map(steps => { at += 1000 * dates.seconds * steps; return name(); })];
}

// The day under the pointer, in words
function follow(canvas) {
  const out = canvas.parentElement.querySelector("output");
  const first = +canvas.dataset.first, count = +canvas.dataset.count;
  const cross = document.createElement("div");
  const hide = () => { cross.remove(); out.textContent = out.dataset.rest; };
  out.dataset.rest = out.textContent = "Point at a day to read it; arrow keys go from violation to violation.";
  canvas.addEventListener("pointermove", event => {
    const box = canvas.getBoundingClientRect();
    const at = Math.floor((event.clientX - box.left) / box.width * count);
    const day = first + Math.min(Math.max(at, 0), count - 1);
    if (!(day in days)) return hide();
    cross.className = "cross";
    cross.style.left = (day - first + .5) / count * 100 + "%";
    canvas.append(cross);
    const es = daily.es[day] === null ? "" : `, ES ${share(daily.es[day])}`;
    out.textContent = `${days[day]}: return ${share(daily.returns[day])}, VaR ${share(daily.var[day])}${es}`;
  });
  canvas.addEventListener("pointerleave", hide);
}

// One stop of the Tab key for all violations of a picture; arrow keys go from one to the next
function rove(list) {
  const spots = [...list.children];
  spots.forEach((spot, k) => {
    spot.tabIndex = k ? -1 : 0;
    spot.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const next = step && spots[k + step];
      if (!next) return;
      event.preventDefault();
      spot.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
}

if (daily) document.querySelectorAll(".canvas[data-first]").forEach(follow);
document.querySelectorAll(".spots").forEach(rove);

// What is folded is open on paper
const folded = () => document.querySelectorAll("details:not([open])");
addEventListener("beforeprint", () => folded().forEach(one => { one.open = one.dataset.paper = true; }));
addEventListener("afterprint", () => {
  document.querySelectorAll("[data-paper]").forEach(one => { one.open = false; delete one.dataset.paper; });
});
