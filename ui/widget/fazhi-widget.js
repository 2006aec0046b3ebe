/* 法知 widget: one line puts a chat bubble on any page.
 *
 *   <script src="https://HOST/widget.js" data-key="fz_…" data-lang="zh" data-color="#1f5299"
 *           data-position="right" defer></script>
 *
 * It lives in a shadow root, touches nothing else of the page, and makes no HTML out of text:
 * whatever comes from the service is put in as text nodes. Its key works from this origin alone.
 */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script || !script.dataset.key) {
    console.warn("fazhi widget: the script needs data-key");
    return;
  }
  const service = new URL(script.src).origin;
  const key = script.dataset.key;
  const lang = script.dataset.lang === "en" ? "en" : "zh";
  const left = script.dataset.position === "left";

  const WORDS = {
    zh: {
      open: "打开法知问答", close: "关闭", title: "法知问答", label: "问题", send: "提问",
      hint: "请输入问题", sources: "出处", note: "注：", link: "原文", page: (n) => `第${n}页`,
      version: (n) => `第${n}版`, up: "有帮助", down: "没帮助", looking: "正在查找…",
      welcome: "您好。请用平常的话提问，回答逐字引自文件，并附出处。",
      failed: "暂时无法作答，请稍后再试，或拨打 12345。",
      refused: "此页面没有提问的权限，请联系网站管理员。",
      busy: "提问的人较多，请稍后再试。",
    },
    en: {
      open: "Open Fazhi", close: "Close", title: "Fazhi", label: "Question", send: "Ask",
      hint: "Type a question", sources: "Sources", note: "Note: ", link: "original",
      page: (n) => `p. ${n}`, version: (n) => `version ${n}`, up: "Helpful", down: "Not helpful",
      looking: "Looking…",
      welcome: "Ask in your own words. Answers quote the documents and name their source.",
      failed: "No answer can be given just now. Try again later, or call 12345.",
      refused: "This page may not ask. Please tell whoever runs the site.",
      busy: "Many people are asking. Please try again in a moment.",
    },
  }[lang];

  const STYLE = `
    :host { all: initial; --c: #1f5299; --ink: #fff; }
    * { box-sizing: border-box; font-family: "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
      "Noto Sans CJK SC", system-ui, sans-serif; }
    .bubble { position: fixed; bottom: 20px; z-index: 2147483000; width: 58px; height: 58px; border: 0;
      border-radius: 50%; background: var(--c); color: var(--ink); cursor: pointer; display: grid;
      place-items: center; box-shadow: 0 4px 18px rgb(0 0 0 / 25%); }
    .bubble svg { width: 28px; height: 28px; fill: none; stroke: currentcolor; stroke-width: 1.8; }
    .right { right: 20px; } .left { left: 20px; }
    .panel { position: fixed; bottom: 90px; z-index: 2147483000; width: min(380px, calc(100vw - 24px));
      height: min(600px, calc(100vh - 110px)); background: #fff; color: #1c2733; border-radius: 14px;
      box-shadow: 0 10px 40px rgb(0 0 0 / 25%); display: flex; flex-direction: column; overflow: hidden;
      font-size: 15px; line-height: 1.7; }
    .panel[hidden] { display: none; }
    .head { display: flex; justify-content: space-between; align-items: center; padding: 8px 8px 8px 16px;
      background: var(--c); color: var(--ink); font-weight: 600; }
    .head button { width: 36px; height: 36px; border: 0; border-radius: 8px; background: none; color: inherit;
      font-size: 22px; line-height: 1; cursor: pointer; }
    .log { flex: 1; overflow-y: auto; padding: 14px; background: #f4f6f9; overscroll-behavior: contain; }
    .log > div { margin: 0 0 12px; overflow-wrap: anywhere; }
    .ask { display: flex; justify-content: flex-end; }
    .ask p { margin: 0; background: var(--c); color: var(--ink); padding: 7px 13px; border-radius: 12px 12px 3px 12px;
      max-width: 88%; white-space: pre-wrap; }
    .say { background: #fff; border: 1px solid #dde4ec; border-radius: 3px 12px 12px 12px; padding: 9px 13px; }
    .say > p { margin: 0; white-space: pre-wrap; }
    .say .bad { color: #a1251b; }
    .n { border: 0; border-radius: 4px; background: #eaf1fa; color: #1f5299; font: inherit; font-size: .82em;
      font-weight: 600; padding: 0 4px; cursor: pointer; }
    .sources { margin: 8px 0 0; padding: 6px 0 0; border-top: 1px solid #dde4ec; list-style: none; font-size: 13px; }
    .sources li { padding: 5px 8px; margin: 0 0 4px; border-left: 3px solid #1f5299; background: #f4f6f9;
      border-radius: 0 6px 6px 0; }
    .sources li:focus { outline: none; background: #ffe98a; }
    .sources b, .sources q { display: block; } .sources small { color: #5a6878; }
    .sources a { color: #1f5299; }
    .more { display: flex; flex-direction: column; gap: 6px; margin-top: 8px; }
    .more button { font: inherit; font-size: 14px; text-align: left; border: 1px solid #dde4ec; background: #fff;
      border-radius: 8px; padding: 6px 10px; cursor: pointer; color: inherit; }
    .judge { display: flex; gap: 4px; justify-content: flex-end; margin-top: 4px; }
    .judge button { border: 1px solid transparent; background: none; border-radius: 6px; padding: 2px 8px;
      font: inherit; font-size: 12px; color: #5a6878; cursor: pointer; }
    .judge button[aria-pressed="true"] { border-color: #1f5299; color: #1f5299; }
    form { display: flex; gap: 8px; padding: 10px; border-top: 1px solid #dde4ec; background: #fff; }
    textarea { flex: 1; resize: none; height: 44px; font: inherit; font-size: 16px; line-height: 1.4; padding: 9px 12px;
      border: 1px solid #8494a6; border-radius: 10px; color: inherit; background: #fff; }
    form button { border: 0; border-radius: 10px; background: var(--c); color: var(--ink); font: inherit;
      font-weight: 600; padding: 0 16px; cursor: pointer; }
    form button:disabled { opacity: .5; cursor: default; }
    button:focus-visible, textarea:focus-visible, a:focus-visible { outline: 3px solid #f0a92e; outline-offset: 1px; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    @media (max-width: 480px) { .panel { left: 0; right: 0; bottom: 0; width: 100%; height: min(86vh, 100%); border-radius: 14px 14px 0 0; } }
  `;

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function icon() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M4 4h16v12H9l-5 4zM8 8.5h8M8 12h5");
    svg.append(path);
    return svg;
  }

  const host = make("div", { lang: lang === "zh" ? "zh-CN" : "en" });
  host.id = "fazhi-widget";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // works under a page's policy against inline styles
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const side = left ? "left" : "right";
  const bubble = make("button", {
    class: `bubble ${side}`, type: "button", "aria-label": WORDS.open, "aria-haspopup": "dialog",
    "aria-expanded": "false", "aria-controls": "panel",
  }, icon());
  const log = make("div", {
    class: "log", role: "log", "aria-live": "polite", "aria-label": WORDS.title, tabindex: "0",
  });
  const box = make("textarea", { id: "box", rows: "1", maxlength: "1000", placeholder: WORDS.hint });
  const send = make("button", { type: "submit" }, WORDS.send);
  const close = make("button", { type: "button", "aria-label": WORDS.close }, "×");
  const form = make("form", {}, make("label", { class: "unseen", for: "box" }, WORDS.label), box, send);
  const panel = make("div", {
    class: `panel ${side}`, id: "panel", role: "dialog", "aria-label": WORDS.title, hidden: "",
  }, make("div", { class: "head" }, make("span", {}, WORDS.title), close), log, form);
  root.append(bubble, panel);

  const colour = script.dataset.color;
  if (colour && CSS.supports("color", colour)) host.style.setProperty("--c", colour);

  function ink() {
    // Dark letters on a light colour, light ones on a dark.
    const parts = getComputedStyle(bubble).backgroundColor.match(/[\d.]+/g) || [0, 0, 0];
    const [r, g, b] = parts.map(Number);
    host.style.setProperty("--ink", 0.299 * r + 0.587 * g + 0.114 * b > 150 ? "#111" : "#fff");
  }

  function show(open) {
    panel.hidden = !open;
    bubble.setAttribute("aria-expanded", String(open));
    if (open) {
      if (!log.childElementCount) log.append(make("div", { class: "say" }, make("p", {}, WORDS.welcome)));
      box.focus();
    } else {
      bubble.focus();
    }
  }

  let conversation = "new"; // what is asked next may lean on what was asked before

  function call(path, body) {
    return fetch(service + path, {
      method: "POST",
      mode: "cors",
      credentials: "omit",
      referrerPolicy: "origin",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
    });
  }

  // Server-sent events of a response, as [name, value] pairs.
  async function* events(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value;
      const blocks = rest.split(/\r?\n\r?\n/);
      rest = blocks.pop();
      for (const block of blocks) {
        const lines = block.split(/\r?\n/);
        const field = (name) => lines.filter((line) => line.startsWith(`${name}:`))
          .map((line) => line.slice(name.length + 1).replace(/^ /, "")).join("\n");
        const data = field("data");
        if (data) yield [field("event"), JSON.parse(data)];
      }
    }
  }

  function web(url) {
    try {
      const found = new URL(url);
      return ["http:", "https:"].includes(found.protocol) ? found.href : null;
    } catch {
      return null;
    }
  }

  // The text with every [n] that has a citation as a button that leads to it.
  function words(paragraph, text, items) {
    paragraph.replaceChildren();
    let at = 0;
    for (const found of text.matchAll(/\[(\d{1,3})\]/g)) {
      const item = items.get(Number(found[1]));
      if (!item) continue;
      const button = make("button", { class: "n", type: "button" }, found[0]);
      button.setAttribute("aria-label", `${WORDS.sources} ${found[1]}`);
      button.addEventListener("click", () => {
        item.focus();
        item.scrollIntoView({ block: "nearest" });
      });
      paragraph.append(text.slice(at, found.index), button);
      at = found.index + found[0].length;
    }
    paragraph.append(text.slice(at));
  }

  function cited(citation) {
    const where = [citation.section.join(" › "), WORDS.version(citation.version)];
    if (citation.page) where.push(WORDS.page(citation.page));
    const small = make("small", {}, where.filter(Boolean).join(" · "));
    const href = citation.url && web(citation.url);
    if (href) {
      const link = make("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, WORDS.link);
      small.append(" · ", link);
    }
    if (citation.note) small.append(make("br"), WORDS.note + citation.note);
    return make("li", { tabindex: "-1" },
      make("b", {}, `[${citation.n}] ${citation.title}`), make("q", {}, citation.quote), small);
  }

  function opinion(trace) {
    const judge = make("div", { class: "judge" });
    for (const verdict of ["up", "down"]) {
      const button = make("button", { type: "button", "aria-pressed": "false" }, WORDS[verdict]);
      button.addEventListener("click", async () => {
        const answer = await call("/v1/feedback", { trace_id: trace, verdict }).catch(() => null);
        if (!answer || !answer.ok) return;
        for (const one of judge.children) one.setAttribute("aria-pressed", String(one === button));
      });
      judge.append(button);
    }
    return judge;
  }

  async function ask(text) {
    log.append(make("div", { class: "ask" }, make("p", {}, text)));
    const paragraph = make("p", {}, WORDS.looking);
    const say = make("div", { class: "say" }, paragraph);
    log.append(say);
    log.scrollTop = log.scrollHeight;
    const items = new Map();
    let said = "";
    let outcome = null;
    let bad = "";
    send.disabled = true;
    try {
      let response = await call("/v1/ask/stream", { question: text, conversation });
      if (response.status === 404 && conversation !== "new") {
        conversation = "new"; // the one before is too old
        response = await call("/v1/ask/stream", { question: text, conversation });
      }
      if (response.ok) {
        for await (const [name, value] of events(response)) {
          if (name === "text") {
            said += value.text;
            words(paragraph, said, items);
          } else if (name === "citations") {
            for (const citation of value.citations) items.set(citation.n, cited(citation));
          } else if (name === "done") {
            outcome = value;
            if (value.conversation) conversation = value.conversation;
          }
          else if (name === "error") bad = WORDS.failed;
        }
      } else {
        bad = { 401: WORDS.refused, 403: WORDS.refused, 429: WORDS.busy }[response.status] || WORDS.failed;
      }
    } catch {
      bad = WORDS.failed;
    }
    send.disabled = false;
    if (bad || !outcome) {
      paragraph.className = "bad";
      paragraph.textContent = bad || WORDS.failed;
      return;
    }
    words(paragraph, said, items);
    if (items.size) say.append(make("ul", { class: "sources", "aria-label": WORDS.sources }, ...items.values()));
    if (outcome.suggestions.length) {
      const more = make("div", { class: "more" });
      for (const suggestion of outcome.suggestions) {
        const button = make("button", { type: "button" }, suggestion);
        button.addEventListener("click", () => ask(suggestion));
        more.append(button);
      }
      say.append(more);
    }
    say.append(opinion(outcome.trace_id));
    say.scrollIntoView({ block: "nearest" });
  }

  bubble.addEventListener("click", () => show(panel.hidden));
  close.addEventListener("click", () => show(false));
  root.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the page's own shortcuts are not for what is typed here
    if (event.key === "Escape" && !panel.hidden) show(false);
    if (event.key === "Enter" && event.target === box && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text || send.disabled) return;
    box.value = "";
    ask(text);
  });

  function start() {
    document.body.append(host);
    ink();
  }
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
