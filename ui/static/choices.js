// Choosing documents: keeps the choices in the address and in this tab, and hands them to each question.
// Comes in: changes in #choices, which the server drew; goes out: "council=Hull&from=2022-01-01". Nothing here builds markup.
"use strict";
window.choices = (() => {
  const KEY = "choices";
  const NAMES = ["council", "kind", "from", "to", "voice", "letter"];
  let awaited = null; // choices kept in this tab that the server is still drawing

  const byId = (id) => document.getElementById(id);

  function query() {
    if (awaited !== null) return awaited;
    const made = [...new FormData(byId("choices-form"))].filter(([, value]) => value);
    return new URLSearchParams(made).toString();
  }

  // The Ask page's own address with the choices in it, and with the question a link came with.
  function address() {
    const made = new URLSearchParams(query());
    const wished = new URLSearchParams(location.search);
    const kept = new URLSearchParams();
    if (wished.get("q")) kept.set("q", wished.get("q"));
    made.forEach((value, name) => kept.append(name, value));
    return kept.toString() ? `/?${kept}` : "/";
  }

  function show() {
    const count = new Set(new URLSearchParams(query()).keys()).size;
    byId("choices-made").textContent = count ? `${count} ${count === 1 ? "choice" : "choices"} made` : "";
  }

  // A link to words in a letter, or the address while that letter is open: its "letter" and "to" are no choices.
  function isLetterOpen() {
    const asked = new URLSearchParams(location.search);
    return asked.has("para") || asked.has("words");
  }

  function keep() {
    try {
      sessionStorage.setItem(KEY, query());
    } catch (error) {
      // The tab's storage is full: the choices still stand in the page and in its address.
    }
    if (!isLetterOpen()) history.replaceState(history.state, "", address());
    show();
  }

  async function draw(made) {
    const reply = await fetch(`/choices?${made}`, { headers: { Accept: "text/html" } });
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    const piece = document.createElement("template");
    piece.innerHTML = await reply.text();
    return piece.content.firstElementChild;
  }

  // With many documents held, those of the chosen council are listed.
  async function listDocuments() {
    const old = byId("single-documents");
    if (!("many" in old.dataset)) return;
    try {
      byId("single-documents").replaceWith((await draw(query())).querySelector("#single-documents"));
    } catch (error) {
      byId("status").textContent = "Sorry, the documents could not be listed. Try again.";
    }
  }

  function clear() {
    const form = byId("choices-form");
    form.querySelectorAll("input[type=checkbox]").forEach((box) => { box.checked = false; });
    form.querySelectorAll("input[type=date], select").forEach((field) => { field.value = ""; });
    form.querySelectorAll(".council-choice ~ .council-choice").forEach((more) => more.remove());
    byId("choices").querySelectorAll(".notice").forEach((notice) => notice.remove());
    keep();
    listDocuments();
  }

  function addCouncil(button) {
    const all = byId("choices-form").querySelectorAll(".council-choice");
    const more = all[all.length - 1].cloneNode(true);
    const [label, select] = [more.querySelector("label"), more.querySelector("select")];
    label.textContent = `Council ${all.length + 1}`;
    select.id = label.htmlFor = `choice-council-${all.length + 1}`;
    select.value = "";
    button.before(more);
    select.focus();
  }

  function isLinkToAsk() {
    const asked = new URLSearchParams(location.search);
    return !isLetterOpen() && [...NAMES, "q"].some((name) => asked.has(name));
  }

  // Back on the page without a link's choices: those made in this tab before are set again.
  async function restore() {
    let kept = "";
    try { kept = sessionStorage.getItem(KEY) || ""; } catch (error) { kept = ""; }
    if (!kept || isLinkToAsk()) { keep(); return; }
    awaited = kept;
    try {
      byId("choices").replaceWith(await draw(kept));
    } catch (error) {
      byId("status").textContent = "Sorry, your choice of documents could not be restored.";
    }
    awaited = null;
    keep();
  }

  document.addEventListener("change", (event) => {
    if (!event.target.closest("#choices-form")) return;
    keep();
    if (event.target.name === "council") listDocuments();
  });
  document.addEventListener("submit", (event) => { if (event.target.id === "choices-form") event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#choices [data-do]");
    if (!button) return;
    if (button.dataset.do === "add-council") addCouncil(button);
    if (button.dataset.do === "clear-choices") { clear(); byId("status").textContent = "Choices cleared."; }
  });
  // Closing a letter goes back to an address written before the last change.
  window.addEventListener("popstate", () => setTimeout(keep));
  document.addEventListener("DOMContentLoaded", restore);

  return { query, address, clear };
})();
