// The page “My progress”: a bar for each quiz, what is due, and the store as a file.
(() => {
  "use strict";

  const store = handbookProgress;
  const BIGGEST = 2_000_000; // bytes; a store with a thousand questions has a tenth of that
  const { fill } = handbookTools;

  class HandbookProgress extends HTMLElement {
    connectedCallback() {
      this.words = JSON.parse(this.dataset.words);
      this.stop = new AbortController();
      const { signal } = this.stop;
      this.querySelector(".hb-needs").hidden = true;
      this.querySelector(".hb-copy").hidden = false;
      this.dialog = this.querySelector("dialog");
      this.file = this.querySelector("input");
      for (const button of this.querySelectorAll("[data-act]")) {
        button.addEventListener("click", () => this[button.dataset.act](), { signal });
      }
      this.file.addEventListener("change", () => this.take(this.file.files[0]), { signal });
      document.addEventListener("handbook-progress", () => this.refresh(), { signal });
      this.refresh();
    }

    disconnectedCallback() {
      this.stop.abort();
    }

    refresh() {
      const state = store.read();
      const sums = { questions: 0, done: 0, right: 0, due: 0 };
      for (const row of this.querySelectorAll("[data-questions]")) {
        const list = JSON.parse(row.dataset.questions);
        const { results, done, right } = store.tally(list, state);
        const values = {
          questions: list.length,
          done,
          right,
          due: results.filter((result) => store.wait(result) <= 0).length,
        };
        for (const name of Object.keys(sums)) sums[name] += values[name];
        this.show(row, values);
      }
      this.show(this.querySelector("tfoot tr"), sums);
      for (const row of this.querySelectorAll("[data-endings]")) this.showPlay(row, store.find(row.dataset, state));
      this.showDue(sums);
      const news = this.words[store.news()];
      if (news) this.tell(".hb-notice", news);
    }

    show(row, values) {
      for (const cell of row.querySelectorAll("[data-cell]")) cell.textContent = values[cell.dataset.cell];
      const bar = document.createElement("progress");
      bar.max = values.questions;
      bar.value = values.done;
      bar.setAttribute("aria-hidden", "true"); // the words beside it say the same
      const text = fill(this.words.done_of, { done: values.done, total: values.questions });
      row.querySelector('[data-cell="done"]').replaceChildren(text, bar);
    }

    // A scenario's row: the last ending, while the scenario is the one that was played.
    showPlay(row, kept) {
      const ending = this.words[`outcome_${kept?.outcome}`];
      const same = ending && kept.fp === row.dataset.fp;
      const values = {
        ending: ending && !same ? this.words.scenario_old : (ending ?? "–"),
        seen: same ? fill(this.words.done_of, { done: kept.seen?.length ?? 0, total: row.dataset.endings }) : "–",
        date: ending ? new Date(kept.at).toLocaleDateString(this.words.locale, { dateStyle: "long" }) : "–",
      };
      for (const cell of row.querySelectorAll("[data-cell]")) cell.textContent = values[cell.dataset.cell];
    }

    showDue({ done, due }) {
      const line = this.querySelector(".hb-due");
      line.hidden = !done;
      line.firstElementChild.textContent = due ? fill(this.words.due_some, { count: due }) : this.words.due_none;
      line.querySelector("a").hidden = !due;
    }

    tell(place, text) {
      const line = this.querySelector(place);
      line.hidden = false;
      line.textContent = text;
    }

    save() {
      const file = `handbook-progress-${new Date().toISOString().slice(0, 10)}.json`;
      const link = document.createElement("a");
      link.download = file;
      link.href = URL.createObjectURL(new Blob([JSON.stringify(store.read(), null, 1)], { type: "application/json" }));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // after the browser has taken it
      this.tell(".hb-said", fill(this.words.exported, { file }));
    }

    load() {
      this.file.value = ""; // so that the same file can be chosen twice
      this.file.click();
    }

    async take(file) {
      if (!file) return;
      if (file.size > BIGGEST) return this.tell(".hb-said", this.words.import_big);
      this.tell(".hb-said", this.accept(await file.text()));
    }

    // Takes a file whole or not at all; gives the words for what happened.
    accept(text) {
      let raw;
      try {
        raw = JSON.parse(text);
      } catch {
        return this.words.import_damaged;
      }
      const empty = store.clean({});
      if (raw?.format !== empty.format) return this.words.import_foreign;
      if (raw.version > empty.version) return this.words.import_newer;
      const other = store.clean(raw);
      const count = Object.keys(other.questions).length;
      const whole = raw.questions && Object.keys(raw.questions).length === count;
      if (!whole) return this.words.import_damaged;
      store.update((state) => store.merge(state, other));
      return fill(this.words.imported, { count });
    }

    ask() {
      this.dialog.showModal();
    }

    keep() {
      this.dialog.close();
    }

    delete() {
      this.dialog.close();
      this.tell(".hb-said", store.forget() ? this.words.deleted : this.words.delete_left);
    }
  }

  customElements.define("handbook-progress", HandbookProgress);
})();
