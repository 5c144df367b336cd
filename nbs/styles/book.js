/* What each page of the site would otherwise repeat: its menus, the mode of its colours, and the tags
   around the tokens of its code. `MADE` is filled in when the site is built, see tools/smaller.py. */
"use strict";
const book = (() => {
  const { menus, grammar } = MADE;
  const root = document.currentScript.getAttribute("src").replace(/styles\/book\.js.*/, "");
  const all = (selector, node = document) => [...node.querySelectorAll(selector)];

  // ---- the address of this page below the site
  const depth = root.split("../").length;
  const path = decodeURI(location.pathname).split("/").slice(-depth).join("/");
  const here = [path, path + ".html", path + "index.html"];

  // ---- a menu where it stands, this page marked in it and its section open
  const mark = (link, menu) => {
    link.classList.add("active");
    link.setAttribute("aria-current", "page");
    for (let list = link.closest("ul.collapse"); list; list = list.parentElement.closest("ul.collapse")) {
      list.classList.add("show");
      all(`[data-bs-target="#${list.id}"]`, menu).forEach((toggle) => {
        toggle.setAttribute("aria-expanded", "true");
        toggle.classList.remove("collapsed");
      });
    }
  };
  const place = (number) => {
    const box = document.createElement("template");
    box.innerHTML = menus[number];
    all("a[href]:not([href=''])", box.content).forEach((link) => {
      const to = link.getAttribute("href");
      if (here.includes(to) && !link.matches(".navbar-brand")) mark(link, box.content);
      if (!/^(#|\w+:)/.test(to)) link.setAttribute("href", root + to);
    });
    all("img", box.content).forEach((one) => one.setAttribute("src", root + one.getAttribute("src")));
    document.currentScript.replaceWith(box.content);
  };

  // ---- code: the same as `tokens` of tools/paint.py
  const compiled = () => Object.fromEntries(
    Object.entries(grammar).filter(([key]) => key !== "classes").map(([key, rule]) => [key, new RegExp(rule, "y")]));
  const tokens = (code, rules) => {
    const made = [], inside = [];
    let at = 0;
    const found = (rule) => { rules[rule].lastIndex = at; return rules[rule].exec(code); };
    const add = (kind, text) => {
      const last = made[made.length - 1];
      if (last && last[0] === kind) last[1] += text; else made.push([kind, text]);
      at += text.length;
    };
    while (at < code.length) {
      const top = inside[inside.length - 1] || {};
      let kind = "", text = code[at], match;
      if (top.quote) {
        kind = "st";
        const brace = top.fields && "{}".includes(text);
        if (code.startsWith(top.quote, at)) text = inside.pop().quote;
        else if (brace && code[at + 1] === text) { kind = "sc"; text += text; }
        else if (brace && text === "{") inside.push({ depth: 0 });
        else if (!top.raw && (match = found("escape"))) { kind = "sc"; text = match[0]; }
      } else if (top.depth === 0 && !code.startsWith(":=", at) && (match = found("field"))) {
        kind = "st";
        text = match[0];
        inside.pop();
      } else if ((match = found("begin"))) {
        kind = "st";
        text = match[0];
        inside.push({ quote: match[2], raw: /r/i.test(match[1]), fields: /f/i.test(match[1]) });
      } else if ((match = found("token"))) {
        kind = grammar.classes[match.slice(1).findIndex((part) => part !== undefined)];
        text = match[0];
      } else if ("([{".includes(text) && inside.length) top.depth += 1;
      else if (")]}".includes(text) && inside.length) top.depth -= 1;
      add(kind, text);
      const follows = kind === "im" ? ["", "path"] : kind === "kw" && { def: ["fu", "name"], class: ["", "name"] }[text];
      if (follows && (match = found(follows[1]))) add(follows[0], match[0]);
    }
    return made;
  };
  const element = (name, kind, ...inside) => {
    const node = document.createElement(name);
    node.className = kind;
    node.append(...inside);
    return node;
  };
  const painted = (code, rules) => tokens(code, rules).map(([kind, text]) => kind ? element("span", kind, text) : text);
  const dressed = (pre, rules) => {
    const kind = pre.className.split(" ")[1] || "python";
    const inside = kind === "python" ? painted(pre.textContent, rules) : [pre.textContent];
    const code = element("code", "sourceCode " + kind, ...inside);
    const source = element("div", "sourceCode", element("pre", `sourceCode ${kind} code-with-copy`, code));
    const button = element("button", "code-copy-button", element("i", "bi"));
    button.title = "Copy to Clipboard";
    pre.replaceWith(element("div", "code-copy-outer-scaffold", source, button));
  };

  // ---- once the page is read, and before the script of the site looks for headings and buttons
  const finish = () => {
    let rules = { token: /(?!)/y, begin: /(?!)/y };
    try { rules = compiled(); } catch (e) { /* a browser without these patterns shows code in one colour */ }
    all("main pre.py").forEach((pre) => dressed(pre, rules));
    all("main :is(h1, h2, h3, h4, h5, h6):is([id], section[id] > :first-child)").forEach((heading) => {
      heading.classList.add("anchored");
      heading.dataset.anchorId = heading.id || heading.parentElement.id;
    });
    const bar = document.getElementById("quarto-sidebar");
    const link = bar && bar.querySelector(".active");
    if (link) {
      const below = link.getBoundingClientRect().bottom - bar.getBoundingClientRect().bottom;
      if (below > 0) bar.scrollTop += below + bar.clientHeight / 3;
    }
  };
  document.addEventListener("readystatechange", () => document.readyState === "interactive" && finish());
  return { place, tokens: (code) => tokens(code, compiled()) };
})();
