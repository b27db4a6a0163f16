// The page “Review”: puts at most five questions that are due into one quiz.
(() => {
  "use strict";

  const FIVE = 5;
  const store = handbookProgress;
  const { fill } = handbookTools;

  // Missed while sure, missed, then right some time ago.
  const rank = ({ points, sure }) => (points === 1 ? 2 : sure ? 0 : 1);

  class HandbookReview extends HTMLElement {
    connectedCallback() {
      if (this.words) return;
      this.words = JSON.parse(this.dataset.words);
      this.querySelector(".hb-needs").hidden = true;
      const quiz = document.importNode(this.querySelector(".hb-pool").content, true);
      const pool = [...quiz.querySelectorAll("form > template:not(.hb-sure-form)")];
      const parts = new Map(pool.map((one) => [one.content.firstElementChild.dataset, one]));
      const { results } = store.tally([...parts.keys()]);
      const due = results.filter((result) => store.wait(result) <= 0);
      due.sort((a, b) => rank(a) - rank(b) || Date.parse(a.at) - Date.parse(b.at));
      this.tell(results, due.length);
      if (!due.length) return;
      const chosen = due.slice(0, FIVE).map(({ one }) => parts.get(one).content);
      quiz.querySelector(".hb-status").before(...chosen);
      for (const one of pool) one.remove();
      this.append(quiz);
    }

    tell(results, count) {
      const { words } = this;
      const waits = results.map((result) => store.wait(result)).filter((days) => Number.isFinite(days) && days > 0);
      const lines = [];
      if (count) lines.push(fill(words.due_some, { count }));
      else if (!results.length) lines.push(words.due_never);
      else lines.push(words.due_none);
      if (!count && waits.length) {
        const next = new Date();
        next.setDate(next.getDate() + Math.min(...waits));
        const date = next.toLocaleDateString(words.locale, { dateStyle: "long" });
        lines.push(fill(words.due_next, { date }));
      }
      this.querySelector(".hb-first").hidden = results.length > 0;
      this.querySelector(".hb-due").textContent = lines.join(" ");
      this.querySelector(".hb-due").hidden = false;
    }
  }

  customElements.define("handbook-review", HandbookReview);
})();
