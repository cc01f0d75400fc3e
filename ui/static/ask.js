// Asking: hands the question and the earlier ones to Gradio's event, shows what comes back, keeps the conversation in this tab.
// Comes in: what the server drew and escaped; goes out: turns in #conversation and in sessionStorage. Nothing here builds markup.
"use strict";
window.askPage = (() => {
  const KEY = "conversation";
  const ASKING = "asking"; // the question that awaits its answer, and how often it was asked: Gradio may reload the page
  const MOST_TIMES = 2;
  const KEPT_TURNS = 12;
  const LOOK_SECONDS = 2;
  const LOST_LOOKS = 3;
  const STILL_SECONDS = 5;
  const GIVE_UP_SECONDS = 120;
  const INSIST_MILLISECONDS = 250;
  const INSIST_TIMES = 120;
  let pending = null; // {question, ticket, timers} while an answer is awaited
  let turns = [];
  let starts = 0; // how many questions Gradio has taken
  let insisting = null;
  let typed = ""; // what the reader typed last and Gradio has not taken

  const byId = (id) => document.getElementById(id);
  const box = () => document.querySelector("#question textarea");
  function say(words, isShown = false) {
    byId("status").textContent = words;
    byId("busy").textContent = isShown ? words : "";
  }

  function restore() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) || "[]");
      turns = Array.isArray(kept) ? kept : [];
    } catch (error) {
      turns = [];
    }
    turns.forEach((turn) => add(turn.html));
  }

  function keep() {
    turns = turns.slice(-KEPT_TURNS);
    for (let first = 0; first <= turns.length; first += 1) {
      try {
        sessionStorage.setItem(KEY, JSON.stringify(turns.slice(first)));
        return;
      } catch (error) {
        // The tab's storage is full: keep fewer of the oldest turns.
      }
    }
  }

  function add(html) {
    const piece = document.createElement("template");
    piece.innerHTML = html;
    const turn = piece.content.firstElementChild;
    byId("conversation").append(turn);
    const hasTurns = byId("conversation").querySelector(".turn") !== null;
    byId("conversation").classList.toggle("has-turns", hasTurns);
    byId("clear").hidden = !hasTurns;
    return turn;
  }

  function reach(turn, target) {
    turn.scrollIntoView({ block: "start", behavior: "instant" });
    target.focus({ preventScroll: true });
  }

  function complaint(question) {
    const longest = Number(byId("main").dataset.longest);
    if (!question.trim()) return "Enter a question";
    if (question.trim().length > longest) return `Question must be ${longest} characters or fewer`;
    return null;
  }

  function showComplaint(words, html) {
    const holder = byId("form-error");
    say("");
    if (html) {
      holder.innerHTML = html;
    } else {
      const alert = document.createElement("div");
      alert.className = "question-error";
      alert.id = "question-error";
      alert.setAttribute("role", "alert");
      alert.append(Object.assign(document.createElement("p"), { textContent: words }));
      holder.replaceChildren(alert);
    }
    box().setAttribute("aria-invalid", "true");
    box().setAttribute("aria-describedby", "question-error");
    box().focus();
  }

  function tidy() {
    byId("busy").textContent = "";
    byId("form-error").replaceChildren();
    document.querySelectorAll("#conversation > .problem").forEach((problem) => problem.remove());
    box().removeAttribute("aria-invalid");
    box().removeAttribute("aria-describedby");
  }

  // Said when the reader asks, and again when Gradio takes the question, which may be later; read aloud once.
  function saySearching() {
    const count = byId("main").dataset.letters;
    const words = window.choices.query()
      ? "Searching the documents you chose…"
      : `Searching ${count} ${count === "1" ? "document" : "documents"}…`;
    tidy();
    if (byId("status").textContent !== words) byId("status").textContent = words;
    byId("busy").textContent = words;
  }

  // Called by Gradio's event before it asks the server; returns what the server gets. What the reader sees in the box
  // counts: Gradio may not have heard yet what was typed, and would ask an empty question.
  function start(known) {
    const question = box().value || typed || known;
    const chosen = window.choices.query();
    saySearching();
    window.sourcePanel.clear();
    byId("ask")?.setAttribute("aria-disabled", "true");
    starts += 1;
    typed = "";
    noteAsked(question);
    pending = {
      question,
      ticket: newTicket(),
      timers: [
        setTimeout(() => { if (!pending.ahead) say("Still searching…", true); }, STILL_SECONDS * 1000),
        setInterval(lookAtLine, LOOK_SECONDS * 1000),
        setTimeout(fail, GIVE_UP_SECONDS * 1000),
      ],
    };
    return [question, JSON.stringify(turns.map((turn) => turn.question)), chosen, pending.ticket];
  }

  function newTicket() {
    return [...crypto.getRandomValues(new Uint32Array(2))].map((number) => number.toString(36)).join("");
  }

  // Gradio says nothing when the connection breaks; so ask the server how far the line is, and whether it is there.
  async function lookAtLine() {
    const asked = pending;
    try {
      const { ahead, held } = await (await fetch(`/line/${asked.ticket}`, { cache: "no-store" })).json();
      if (asked !== pending) return;
      asked.missed = held ? 0 : (asked.missed || 0) + 1;
      if (asked.missed >= LOST_LOOKS) { askAgain(); return; }
      if (ahead === (asked.ahead || 0)) return;
      asked.ahead = ahead;
      say(ahead ? `${ahead} ${ahead === 1 ? "question is" : "questions are"} ahead of yours.` : "Searching…", true);
    } catch (error) {
      if (asked === pending) { fail(); awaitServer(); }
    }
  }

  function asking() {
    try {
      return JSON.parse(sessionStorage.getItem(ASKING)) || { question: "", times: 0 };
    } catch (error) {
      return { question: "", times: 0 };
    }
  }

  function noteAsked(question) {
    const before = asking();
    const times = before.question === question ? before.times + 1 : 1;
    try {
      sessionStorage.setItem(ASKING, JSON.stringify({ question, times }));
    } catch (error) {
      // The tab's storage is full: this question is not asked again by itself.
    }
  }

  // The server knows nothing of the question, look after look: it was lost on the way, or its answer was. Gradio's
  // stream is then of no more use: a fresh page asks once more.
  function askAgain() {
    if (asking().times >= MOST_TIMES) { fail(); return; }
    location.reload();
  }

  // A page that was loaded anew while a question awaited its answer asks it again, and gives up the second time.
  function takeUp() {
    const { question, times } = asking();
    if (!question) return false;
    fill(question);
    if (times < MOST_TIMES) { insist(); return true; }
    showFailure();
    return true;
  }

  // The conversation is safe in this tab; say when asking is possible again.
  function awaitServer() {
    const watch = setInterval(async () => {
      try {
        await fetch("/health", { cache: "no-store" });
      } catch (error) {
        return;
      }
      clearInterval(watch);
      if (!pending && !insisting) say("The connection came back.", true);
    }, LOOK_SECONDS * 1000);
  }

  function stop() {
    if (!pending) return false;
    pending.timers.forEach((timer) => { clearTimeout(timer); clearInterval(timer); });
    pending = null;
    byId("ask")?.removeAttribute("aria-disabled");
    return true;
  }

  // Called by Gradio's event with the server's reply; returns what the question box holds next.
  function show(shown, question) {
    if (!stop()) return question;
    sessionStorage.removeItem(ASKING);
    if (shown.outcome === "invalid") {
      say("");
      showComplaint(shown.said, shown.html);
      return question;
    }
    const turn = add(shown.html);
    say(shown.outcome === "turn" ? shown.said : ""); // a problem is an alert: it speaks for itself
    if (shown.outcome !== "turn") {
      reach(turn, turn.querySelector("h2"));
      return question;
    }
    turns.push({ question: shown.question, html: shown.html });
    keep();
    reach(turn, turn.querySelector(".answer-title"));
    box().value = ""; // Gradio leaves the box alone where it never knew what stood in it
    return "";
  }

  // The server did not answer at all: its words are not to be had, so the page brings its own.
  function fail() {
    if (!stop()) return;
    showFailure();
  }

  function showFailure() {
    sessionStorage.removeItem(ASKING); // or every new page would ask again
    const turn = add(byId("no-connection").innerHTML);
    say("");
    reach(turn, turn.querySelector("h2"));
  }

  // Called by Gradio's event where Gradio itself failed: no answer fails that way. If the server is there, ask once more.
  async function failOrAskAgain() {
    const asked = pending;
    if (!asked) return;
    try {
      await fetch("/health", { cache: "no-store" });
    } catch (error) {
      if (asked === pending) { fail(); awaitServer(); }
      return;
    }
    if (asked === pending) askAgain();
  }

  function fill(question) {
    box().value = question;
    box().dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Gradio draws the box before the button; a question asked in between would be lost.
  const isReady = () => box() !== null && byId("ask") !== null;

  // While it sets itself up, Gradio empties the box without a word and does not hear what is asked: put the words
  // back, and ask again until it has begun. The reader sees at once that the question was heard.
  function putBack() {
    if (starts === 0 && typed && box() && !box().value) fill(typed);
  }

  function stopInsisting() {
    clearInterval(insisting);
    insisting = null;
  }

  function insist() {
    if (insisting) return;
    saySearching();
    const before = starts;
    let left = INSIST_TIMES;
    insisting = setInterval(() => {
      left -= 1;
      if (starts === before && left > 0) {
        putBack();
        byId("ask")?.click();
        return;
      }
      stopInsisting();
      if (starts === before) showFailure();
    }, INSIST_MILLISECONDS);
  }

  function whenReady(then) {
    if (isReady()) { then(); return; }
    const watch = new MutationObserver(() => { if (isReady()) { watch.disconnect(); setTimeout(then); } });
    watch.observe(byId("question-form"), { childList: true, subtree: true });
  }

  // Gradio brings a <main> of its own, and no role may stand on a <main> instead; a page has one.
  function dropSecondMain() {
    const second = document.querySelector(".gradio-container main");
    const plain = document.createElement("div");
    for (const { name, value } of second.attributes) plain.setAttribute(name, value);
    plain.append(...second.childNodes);
    second.replaceWith(plain);
  }

  // A question that cannot be taken, or asked while one is pending, never reaches Gradio's own listeners.
  function refuse(event) {
    putBack();
    const words = complaint(box().value);
    if (!pending && !words) { insist(); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!pending) { stopInsisting(); tidy(); showComplaint(words, null); }
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("#ask")) refuse(event);
    if (event.target.closest("[data-do=to-question]")) { event.preventDefault(); box().focus(); }
    if (event.target.closest("#clear")) {
      turns = [];
      keep();
      byId("conversation").replaceChildren();
      byId("conversation").classList.remove("has-turns");
      byId("clear").hidden = true;
      window.sourcePanel.clear();
      say("Conversation cleared.");
      box().focus();
    }
    const again = event.target.closest("[data-do=search-all]");
    if (again && !pending) whenReady(() => { window.choices.clear(); fill(again.dataset.question); setTimeout(() => byId("ask").click()); });
    const example = event.target.closest(".example");
    if (example && !pending) whenReady(() => { fill(example.textContent); setTimeout(() => byId("ask").click()); });
  }, true);
  document.addEventListener("keydown", (event) => {
    // Where Gradio exchanges the box between two keys, the second one goes to the page.
    const isLost = starts === 0 && typed && event.target === document.body;
    if (event.key === "Enter" && !event.shiftKey && (event.target === box() || isLost)) refuse(event);
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    if (insisting && event.inputType === "insertLineBreak") { // Enter, which Gradio did not hear
      event.target.value = event.target.value.replace(/\n/g, "");
    }
    typed = event.target.value;
    // The reader goes on writing before Gradio has taken the question: nothing half-written is asked.
    if (event.isTrusted && event.inputType !== "insertLineBreak" && insisting && !pending) { stopInsisting(); say(""); }
  }, true);
  document.addEventListener("DOMContentLoaded", () => {
    restore();
    const watch = setInterval(putBack, INSIST_MILLISECONDS);
    setTimeout(() => clearInterval(watch), INSIST_MILLISECONDS * INSIST_TIMES);
    const wished = new URLSearchParams(location.search).get("q");
    whenReady(() => {
      dropSecondMain();
      byId("ask").before(byId("choices")); // read in order: the question, where to search, then Ask
      if (!takeUp() && wished) fill(wished.slice(0, Number(byId("main").dataset.longest)));
    });
  });
  // Gradio sets the page's language to the browser's; the letters and this page are in British English.
  new MutationObserver(() => {
    if (document.documentElement.lang !== "en-GB") document.documentElement.lang = "en-GB";
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });

  return { start, show, fail: failOrAskAgain };
})();
