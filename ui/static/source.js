// The source panel: a citation opens its letter beside the answer, at the marked words; Escape goes back to the citation.
// Comes in: clicks on a[data-source]; goes out: HTML the server drew, put into #source. Nothing here builds markup.
"use strict";
window.sourcePanel = (() => {
  let opener = null; // the citation the open letter belongs to
  let plainTitle = document.title;
  let pushed = false;
  let scrollBefore = 0;

  const panel = () => document.getElementById("source");
  const say = (words) => { document.getElementById("status").textContent = words; };
  const isNarrow = () => window.matchMedia("(max-width: 999px)").matches;

  function siblings() {
    const turn = opener && opener.closest(".turn");
    return turn ? [...turn.querySelectorAll("a[data-source]")] : [];
  }

  function mark(link) {
    document.querySelectorAll(".citation.open").forEach((other) => other.classList.remove("open"));
    opener = link;
    if (link) link.classList.add("open");
  }

  function settle() {
    const all = siblings();
    const at = all.indexOf(opener);
    panel().querySelectorAll("[data-do=previous]").forEach((button) => { button.disabled = at < 1; });
    panel().querySelectorAll("[data-do=next]").forEach((button) => { button.disabled = at < 0 || at + 1 >= all.length; });
    const cited = panel().querySelector(".cited");
    const text = panel().querySelector(".letter-text");
    const target = cited || panel().querySelector("#source-title");
    if (cited && text && text.scrollHeight > text.clientHeight && !isNarrow()) {
      const offset = cited.getBoundingClientRect().top - text.getBoundingClientRect().top;
      text.scrollTop += offset - Math.max(16, (text.clientHeight - cited.offsetHeight) / 3);
      const top = panel().getBoundingClientRect().top;
      if (top < 0 || top > window.innerHeight / 2) panel().scrollIntoView({ block: "nearest" });
    } else if (target) {
      target.scrollIntoView({ block: cited ? "center" : "start", behavior: "instant" });
    }
    if (target) target.focus({ preventScroll: true });
  }

  async function load(address) {
    const reply = await fetch(address, { headers: { Accept: "text/html" } });
    if (!reply.ok && reply.status !== 404) throw new Error(`status ${reply.status}`);
    panel().innerHTML = await reply.text();
  }

  async function open(address, link) {
    if (!document.body.classList.contains("reading")) scrollBefore = window.scrollY;
    try {
      await load(address);
    } catch (error) {
      say("Sorry, the letter could not be opened. Try again.");
      return;
    }
    mark(link);
    document.body.classList.add("reading");
    settle();
    const shown = panel().firstElementChild.dataset;
    if (!shown.title) say(`${panel().querySelector("#source-title").textContent}.`);
    if (shown.title) {
      document.title = `${shown.title} - ${plainTitle}`;
      const notFound = panel().querySelector(".notice");
      say(notFound ? notFound.textContent : `Opened ${shown.title}${shown.where ? ` at ${shown.where.toLowerCase()}` : ""}.`);
    }
  }

  function empty() {
    panel().replaceChildren(document.getElementById("empty-panel").content.cloneNode(true));
    document.body.classList.remove("reading");
    document.title = plainTitle;
  }

  function close() {
    if (!document.body.classList.contains("reading")) return;
    const back = opener;
    empty();
    mark(null);
    window.scrollTo({ top: scrollBefore, behavior: "instant" });
    if (back) back.focus({ preventScroll: !isNarrow() });
    else document.getElementById("main").focus();
  }

  function leave() {
    if (pushed) { pushed = false; history.back(); } else { history.replaceState(null, "", window.choices.address()); close(); }
  }

  // The address of the Ask page with this letter open, so that reload and Back keep their meaning. "para" always stands in
  // it: a link with a letter alone chooses that letter to be searched.
  function ownAddress(link) {
    const asked = new URL(link.dataset.source, location.origin);
    const letter = decodeURIComponent(asked.pathname.split("/")[2]);
    const kept = new URLSearchParams({ letter, para: asked.searchParams.get("para") || "" });
    for (const name of ["words", "to"]) if (asked.searchParams.get(name)) kept.set(name, asked.searchParams.get(name));
    return `/?${kept}`;
  }

  function follow(link) {
    const state = { source: link.dataset.source };
    if (pushed) history.replaceState(state, "", ownAddress(link));
    else { history.pushState(state, "", ownAddress(link)); pushed = true; }
    open(link.dataset.source, link);
  }

  async function copy() {
    const address = new URL(panel().querySelector("[data-full-page]").getAttribute("href"), location.origin).href;
    try {
      await navigator.clipboard.writeText(address);
      say("Link copied.");
      panel().querySelector("[data-do=copy]").textContent = "Link copied";
    } catch (error) {
      say("The link could not be copied. Open the full page and copy its address.");
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#conversation a[data-source]");
    if (link && event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      follow(link);
      return;
    }
    const button = event.target.closest("#source [data-do]");
    if (!button) return;
    const all = siblings();
    const at = all.indexOf(opener);
    if (button.dataset.do === "close") leave();
    if (button.dataset.do === "copy") copy();
    if (button.dataset.do === "previous" && at > 0) follow(all[at - 1]);
    if (button.dataset.do === "next" && at >= 0 && at + 1 < all.length) follow(all[at + 1]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("reading")) leave();
  });
  window.addEventListener("popstate", (event) => {
    pushed = Boolean(event.state && event.state.source);
    if (!pushed) { close(); return; }
    const link = [...document.querySelectorAll("#conversation a[data-source]")].find((a) => a.dataset.source === event.state.source);
    open(event.state.source, link || null);
  });
  document.addEventListener("DOMContentLoaded", () => {
    plainTitle = document.title;
    const asked = new URLSearchParams(location.search);
    const letter = asked.get("letter");
    if (!letter || !(asked.has("para") || asked.has("words"))) return;
    asked.delete("letter");
    open(`/letters/${encodeURIComponent(letter)}/panel?${asked}`, null);
  });

  return {
    clear() {
      if (!document.body.classList.contains("reading")) return;
      pushed = false;
      history.replaceState(null, "", window.choices.address());
      mark(null);
      empty();
    },
  };
})();
