// The page “Completion record”: what the browser has kept, for a training file. It is no proof,
// and says so.
(() => {
  "use strict";

  const store = handbookProgress;
  const { fill } = handbookTools;

  class HandbookRecord extends HTMLElement {
    connectedCallback() {
      this.words = JSON.parse(this.dataset.words);
      this.stop = new AbortController();
      const { signal } = this.stop;
      this.querySelector(".hb-needs").hidden = true;
      this.querySelector(".hb-actions").hidden = false;
      this.field = this.querySelector("input");
      this.field.addEventListener("change", () => this.keepName(), { signal });
      for (const button of this.querySelectorAll("[data-act]")) {
        button.addEventListener("click", () => this[button.dataset.act](), { signal });
      }
      document.addEventListener("handbook-progress", () => this.refresh(), { signal });
      this.field.value = store.read().name;
      this.refresh();
    }

    disconnectedCallback() {
      this.stop.abort();
    }

    refresh() {
      const state = store.read();
      for (const row of this.querySelectorAll("[data-questions]")) {
        const values = this.values(JSON.parse(row.dataset.questions), Number(row.dataset.passMark), state);
        for (const cell of row.querySelectorAll("[data-cell]")) cell.textContent = values[cell.dataset.cell];
      }
      this.querySelector(".hb-day").textContent = this.date(new Date());
      const news = this.words[store.news()];
      const notice = this.querySelector(".hb-notice");
      if (news) notice.textContent = news;
      notice.hidden = !notice.textContent;
    }

    // Questions that are still open earn nothing, as in the quiz.
    values(list, passMark, state) {
      const { words } = this;
      const { results } = store.tally(list, state);
      const done = fill(words.done_of, { done: results.length, total: list.length });
      if (!results.length) return { done, score: "–", result: "–", date: "–" };
      const scored = list.filter((one) => one.scored !== false).length;
      const points = results.reduce((sum, result) => sum + (result.points ?? 0), 0);
      const percent = scored ? Math.floor((100 * points) / scored + 1e-9) : 100;
      const passed = results.length === list.length && percent >= passMark;
      return {
        done,
        score: fill(words.record_percent, { percent }),
        result: fill(passed ? words.record_passed : words.record_open, { pass_mark: passMark }),
        date: this.date(new Date(Math.max(...results.map(({ at }) => Date.parse(at))))),
      };
    }

    date(date) {
      return date.toLocaleDateString(this.words.locale, { dateStyle: "long" });
    }

    keepName() {
      store.update((state) => (state.name = this.field.value.trim()));
    }

    text() {
      const { words } = this;
      const line = (label, text) => `${label}: ${text}`;
      const rows = [...this.querySelectorAll("[data-questions]")].flatMap((row) => {
        const [done, score, result, date] = [...row.querySelectorAll("[data-cell]")].map((cell) => cell.textContent);
        return [
          row.querySelector("th").textContent,
          `  ${line(words.done_column, done)}; ${line(words.score_column, score)}; ${result}; ${line(words.date_column, date)}`,
        ];
      });
      const rest = [".hb-version", ".hb-day", ".hb-self"].map((place) => this.querySelector(place).textContent);
      const space = "_".repeat(24);
      return [
        this.dataset.title,
        "",
        line(words.name_label, this.field.value.trim() || space),
        "",
        ...rows,
        "",
        rest[0],
        `${words.record_day} ${rest[1]}`,
        "",
        rest[2],
        "",
        ...[words.sign_learner, words.sign_trainer].flatMap((who) => [`${who}: ${space}  ${words.sign_date}: ____________`, ""]),
      ].join("\n");
    }

    tell(text) {
      this.querySelector(".hb-said").textContent = text;
    }

    print() {
      globalThis.print();
    }

    async copy() {
      try {
        await navigator.clipboard.writeText(this.text());
        this.tell(this.words.copied);
      } catch {
        this.tell(this.words.copy_failed); // an address without https has no clipboard
      }
    }

    download() {
      const link = document.createElement("a");
      link.download = "completion-record.txt";
      link.href = URL.createObjectURL(new Blob([this.text()], { type: "text/plain;charset=utf-8" }));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // after the browser has taken it
    }
  }

  customElements.define("handbook-record", HandbookRecord);
})();
