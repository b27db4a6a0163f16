// What the learner has done, kept by the browser and sent nowhere. Only this file touches the
// store. Every change reads it anew, so that two open tabs never lose each other's results.
(() => {
  "use strict";

  const KEY = "handbook-progress";
  const VERSION = 1;
  const WAITS = [0, 1, 7, 30]; // days until a question that was right comes back, by times in a row
  let unsaved = null; // what could not be written; it lasts as long as the page
  let notice = ""; // the word that says why nothing is kept
  const told = new Set();

  // A state that holds what this version knows and nothing else, whatever it was made from.
  function clean(raw) {
    const state = { format: KEY, version: VERSION, questions: { __proto__: null }, quizzes: { __proto__: null } };
    state.settings = { sure: raw.settings?.sure === true };
    state.name = typeof raw.name === "string" ? raw.name.slice(0, 100) : "";
    for (const [id, result] of Object.entries(raw.questions ?? {})) {
      const { fp, points, sure, at, streak } = result ?? {};
      const known = points === null || (typeof points === "number" && points >= 0 && points <= 1);
      if (typeof fp !== "string" || typeof at !== "string" || !known || isNaN(Date.parse(at))) continue;
      state.questions[id] = { fp, points, sure: sure === true, at, streak: streak > 0 ? Math.floor(streak) : 0 };
    }
    for (const [name, quiz] of Object.entries(raw.quizzes ?? {})) {
      if (Array.isArray(quiz?.questions)) state.quizzes[name] = { module: quiz.module, questions: quiz.questions.filter(Boolean) };
    }
    return state;
  }

  // What the browser has kept; null where it must stay as it is, or cannot be had.
  function load() {
    try {
      const text = localStorage.getItem(KEY);
      let raw = { format: KEY };
      try {
        raw = JSON.parse(text) ?? (text ? null : raw);
      } catch {
        localStorage.setItem(`${KEY}-damaged`, text);
        localStorage.removeItem(KEY);
        notice = "store_damaged";
      }
      if (raw?.format !== KEY) notice = "store_foreign";
      else if (raw.version > VERSION) notice = "store_newer";
      else return clean(raw);
    } catch {
      notice = "store_forbidden";
    }
    return null;
  }

  // Of each question the newest result, of all else what is in `mine`.
  function merge(mine, other) {
    for (const [id, result] of Object.entries(other.questions)) {
      const own = mine.questions[id];
      if (!own || Date.parse(own.at) < Date.parse(result.at)) mine.questions[id] = result;
    }
    Object.assign(mine.quizzes, { ...other.quizzes, ...mine.quizzes });
    mine.name ||= other.name;
    return mine;
  }

  function read() {
    const kept = load() ?? clean({});
    return unsaved ? merge(clean(unsaved), kept) : kept;
  }

  function update(change) {
    const state = read();
    change(state);
    unsaved = state;
    if (load()) {
      try {
        localStorage.setItem(KEY, JSON.stringify(state));
        unsaved = null;
      } catch {
        notice = "store_full";
      }
    }
    changed();
  }

  function forget() {
    unsaved = null;
    const ours = load();
    if (ours) for (const key of [KEY, `${KEY}-damaged`]) localStorage.removeItem(key);
    changed();
    return Boolean(ours);
  }

  // The result of a question, perhaps under its former name, and perhaps of another answer.
  const find = ({ question, was }, { questions } = read()) => questions[question] ?? questions[was ?? ""];

  // The results that still count: those of questions with the same right answer as then.
  const results = (list, state = read()) =>
    list.map((one) => ({ ...find(one, state), one })).filter(({ fp, one }) => fp === one.fp);

  // Days until a question comes back; 0 or less is now. A date in the future comes from a clock
  // that was set back since: asking once more mends it.
  function wait({ points, at, streak }) {
    const [now, then] = [new Date(), new Date(at)].map((date) => date.setHours(0, 0, 0, 0));
    const passed = Math.round((now - then) / 864e5);
    if (points === null) return Infinity;
    return points < 1 || passed < -1 ? 0 : WAITS[Math.min(streak, 3)] - passed;
  }

  // Right again counts for the next, longer wait only when the question was due.
  function record({ question, fp, was }, points, sure) {
    update((state) => {
      const [before] = results([{ question, fp, was }], state);
      const streak = points === 1 ? (before?.streak ?? 0) + (!before || wait(before) <= 0) : 0;
      state.questions[question] = { fp, points, sure, at: new Date().toISOString(), streak };
    });
  }

  // A quiz as it is today, for the marks on pages that do not hold it.
  function visit(name, module, parts) {
    const quiz = { module, questions: parts.map(({ question, fp, was }) => ({ question, fp, was })) };
    if (JSON.stringify(read().quizzes[name]) !== JSON.stringify(quiz)) update((state) => (state.quizzes[name] = quiz));
  }

  // Says at links to quizzes and modules how much of them is done.
  function mark() {
    const state = read();
    const text = document.querySelector('meta[name="handbook-mark"]')?.content ?? "";
    for (const link of document.querySelectorAll(".md-nav--primary a:not([href*='#']), .hb-goals a, .hb-card h3 a")) {
      const [, folder, file] = link.pathname.match(/([^/]+)\/([^/]+)\.html$/) ?? [];
      const quizzes = Object.entries(state.quizzes).filter(([name, { module }]) =>
        folder === "quizzes" ? name === file : file === "index" && module === folder,
      );
      const list = quizzes.flatMap(([, quiz]) => quiz.questions);
      const done = results(list, state).length;
      link.querySelector(".hb-done")?.remove();
      if (!done) continue;
      const sign = document.createElement("span");
      sign.className = "hb-done";
      sign.textContent = done < list.length ? `${done}/${list.length}` : "✓";
      sign.toggleAttribute("data-all", done === list.length);
      sign.setAttribute("role", "img");
      sign.setAttribute("aria-label", text.replace("{done}", done).replace("{total}", list.length));
      (link.querySelector(".md-ellipsis") ?? link).append(sign);
    }
  }

  function changed() {
    mark();
    document.dispatchEvent(new Event("handbook-progress"));
  }

  // The word for why nothing is kept, once a page.
  function news() {
    const fresh = told.has(notice) ? "" : notice;
    told.add(notice);
    return fresh;
  }

  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEY && newValue === null) unsaved = null; // deleted in another tab
    changed();
  });
  addEventListener("pageshow", changed); // also when the browser brings back a page as it was
  globalThis.handbookProgress = { read, update, forget, clean, merge, find, results, wait, record, visit, news };
})();
