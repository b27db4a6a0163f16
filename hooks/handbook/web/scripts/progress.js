// What the learner has done, kept by the browser. Each change begins with what is kept now, so
// that two open tabs never lose each other's results.
(() => {
  "use strict";

  const KEY = "handbook-progress";
  const VERSION = 1;
  // Days until a question that was right comes back, by times in a row.
  const WAITS = [0, 1, 7, 30];
  // What could not be written; it lasts as long as the page.
  let unsaved = null;
  // The word that says why nothing is kept.
  let notice;
  let told;

  // What is missing is filled in, what cannot be right is left out.
  function clean({ questions, quizzes, settings, name }) {
    // No prototype: a trainer may call a question "constructor".
    const state = { format: KEY, version: VERSION, questions: { __proto__: null }, quizzes: {} };
    state.settings = { sure: settings?.sure === true };
    state.name = String(name ?? "").slice(0, 100);
    for (const [id, result] of Object.entries(questions ?? {})) {
      const { fp, points, at } = result ?? {};
      // Null, for what is not scored, passes as 0 does.
      if (fp && points >= 0 && points <= 1 && Date.parse(at)) state.questions[id] = { sure: false, streak: 0, ...result };
    }
    for (const [id, quiz] of Object.entries(quizzes ?? {})) {
      if (quiz?.questions?.every?.(Boolean)) state.quizzes[id] = quiz;
    }
    return state;
  }

  // What is kept; null where it must stay as it is, or cannot be had.
  function load() {
    try {
      const text = localStorage.getItem(KEY);
      let raw = { format: KEY };
      try {
        if (text !== null) raw = JSON.parse(text);
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

  // The newest result of each question; else `mine`.
  function merge(mine, other) {
    for (const [id, result] of Object.entries(other.questions)) {
      const own = mine.questions[id];
      if (!own || Date.parse(own.at) < Date.parse(result.at)) mine.questions[id] = result;
    }
    mine.quizzes = { ...other.quizzes, ...mine.quizzes };
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
    const ours = load() !== null;
    if (ours) for (const key of [KEY, `${KEY}-damaged`]) localStorage.removeItem(key);
    changed();
    return ours;
  }

  // A question's result, perhaps under a former name, perhaps of another right answer.
  const find = ({ question, was = "" }, { questions } = read()) =>
    [question, ...was.split(" ")].map((id) => questions[id]).find(Boolean);

  // How far questions are done. A result counts while the right answer is the same.
  function tally(list, state = read()) {
    const results = list.map((one) => ({ ...find(one, state), one })).filter(({ fp, one }) => fp === one.fp);
    const right = results.filter(({ points }) => points === 1).length;
    return { results, done: results.length, total: list.length, right };
  }

  // Days until a question comes back; 0 or less is now. A date to come means that the clock was set
  // back: asking once more mends it.
  function wait({ points, at, streak }) {
    const passed = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 864e5);
    if (points === null) return Infinity;
    return points < 1 || passed < -1 ? 0 : (WAITS[streak] ?? WAITS.at(-1)) - passed;
  }

  // Right again makes the next wait longer only if it was due.
  function record(data, points, sure) {
    update((state) => {
      const { question, fp } = data;
      const [before] = tally([data], state).results;
      const streak = points < 1 ? 0 : before ? before.streak + (wait(before) <= 0) : 1;
      state.questions[question] = { fp, points, sure, at: new Date().toISOString(), streak };
    });
  }

  const changed = () => document.dispatchEvent(new Event("handbook-progress"));

  // The word for why nothing is kept, once a page.
  const news = () => (told === notice ? "" : (told = notice));

  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEY && newValue === null) unsaved = null; // deleted in another tab
    changed();
  });
  addEventListener("pageshow", changed); // a page that was left comes back as it was
  globalThis.handbookProgress = { read, update, forget, clean, merge, find, tally, wait, record, news };
})();
