// What the pages do by themselves: open a source beside the answer, copy, suggest, give feedback.
// Everything shown comes escaped from the service; this script makes no HTML out of text.
(() => {
  "use strict";
  let opener = null;

  const pane = () => document.getElementById("fz-pane");

  function close() {
    if (!pane() || pane().hidden) return;
    pane().hidden = true;
    document.body.classList.remove("fz-reads");
    if (opener) {
      opener.classList.remove("fz-open");
      if (opener.isConnected) opener.focus();
      opener = null;
    }
  }

  async function open(link) {
    const box = pane();
    const body = box.querySelector(".fz-pane-body");
    if (opener) opener.classList.remove("fz-open");
    opener = link;
    link.classList.add("fz-open");
    body.textContent = box.dataset.loading;
    box.hidden = false;
    document.body.classList.add("fz-reads");
    const url = new URL(link.href);
    url.searchParams.set("part", "true");
    try {
      const answer = await fetch(url, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      body.innerHTML = await answer.text();
    } catch {
      body.textContent = box.dataset.failed;
    }
    box.focus({ preventScroll: true });
    const mark = body.querySelector("mark");
    if (mark) {
      const middle = mark.getBoundingClientRect().top - body.getBoundingClientRect().top;
      body.scrollTop += middle - body.clientHeight / 3;
    } else {
      body.scrollTop = 0;
    }
  }

  function ask(text) {
    const box = document.querySelector("#fz-question textarea");
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.getElementById("fz-send").click(), 60);
  }

  async function copy(button) {
    const turn = button.closest(".fz-turn");
    const parts = [turn.querySelector(".fz-words"), ...turn.querySelectorAll(".fz-source")];
    const text = parts.filter(Boolean).map((part) => part.innerText.trim()).join("\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea"); // no clipboard without https
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = pane().dataset.copied;
    setTimeout(() => { button.textContent = before; }, 1500);
  }

  async function judge(button) {
    const box = button.closest(".fz-feedback");
    const answer = await fetch("/v1/feedback", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ trace_id: box.dataset.trace, verdict: button.dataset.verdict }),
    });
    if (answer.ok) {
      for (const one of box.querySelectorAll("button")) {
        one.setAttribute("aria-pressed", String(one === button));
      }
      button.title = box.dataset.thanks;
    }
  }

  async function settle(button) {
    button.disabled = true;
    const answer = await fetch(button.dataset.path, { method: "POST", credentials: "same-origin" });
    if (answer.ok) button.closest("li").remove();
    else button.disabled = false;
  }

  async function post(path, body) {
    const answer = await fetch(path, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return { ok: answer.ok, told: await answer.json() };
  }

  // Where a quote stands, in code points of its version's text; null where no document has it.
  async function placed(quote) {
    const { ok, told } = await post("/v1/search", { question: quote, limit: 20 });
    for (const hit of ok ? told.hits : []) {
      const at = hit.text.indexOf(quote);
      if (at < 0) continue;
      const start = hit.start + Array.from(hit.text.slice(0, at)).length;
      const end = start + Array.from(quote).length;
      return { document_id: hit.document_id, version: hit.version, start, end, quote };
    }
    return null;
  }

  async function pin(button) {
    const form = button.closest(".fz-curate");
    const error = form.querySelector(".fz-error");
    const fail = (words) => { error.textContent = words; error.hidden = false; };
    const lines = form.querySelector(".fz-curated-quotes").value.split("\n");
    const quotes = lines.map((line) => line.trim()).filter(Boolean);
    button.disabled = true;
    error.hidden = true;
    try {
      if (!quotes.length) return fail(form.dataset.unquoted);
      const citations = await Promise.all(quotes.map(placed));
      const missing = citations.indexOf(null);
      if (missing >= 0) return fail(form.dataset.unfound + quotes[missing]);
      const answer = form.querySelector(".fz-curated-answer").value;
      const { ok, told } = await post(form.dataset.path, { answer, citations });
      if (ok) form.closest("li").remove();
      else fail(`${told.title}: ${told.detail} ${told.hint}`);
    } finally {
      button.disabled = false;
    }
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const hit = (selector) => event.target.closest(selector);
    const row = !hit("a") && hit(".fz-row");
    const cite = hit("a.fz-cite") || (row && row.querySelector("a.fz-cite"));
    if (cite && pane()) {
      event.preventDefault();
      open(cite);
    } else if (hit(".fz-close")) close();
    else if (hit(".fz-suggestion")) ask(hit(".fz-suggestion").textContent);
    else if (hit(".fz-pin")) pin(hit(".fz-pin"));
    else if (hit(".fz-settle")) settle(hit(".fz-settle"));
    else if (hit(".fz-copy")) copy(hit(".fz-copy"));
    else if (hit(".fz-feedback button")) judge(hit(".fz-feedback button"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  // A new question is brought into view; where it grows downward the reader is left in peace.
  let turns = 0;
  new MutationObserver(() => {
    const all = document.querySelectorAll(".fz-turn");
    if (all.length > turns) all[all.length - 1].scrollIntoView({ block: "start" });
    turns = all.length;
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
