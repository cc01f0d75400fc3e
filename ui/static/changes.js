// A change of the letters: asks how far it is and shows what the server drew, until it has ended.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const LOOK_MILLISECONDS = 700;
  const change = () => document.getElementById("change");
  async function look() {
    if (!change() || change().dataset.running !== "true") return;
    try {
      const reply = await fetch("/changes/part", { cache: "no-store" });
      if (reply.ok) {
        const html = await reply.text();
        const piece = document.createElement("template");
        piece.innerHTML = html;
        const fresh = piece.content.firstElementChild;
        change().dataset.running = fresh.dataset.running;
        change().replaceChildren(...fresh.childNodes);
        const said = document.getElementById("change-said");
        if (said.textContent !== fresh.dataset.said) said.textContent = fresh.dataset.said;
      }
    } catch (error) {
      // The server is busy or away: look again.
    }
    setTimeout(look, LOOK_MILLISECONDS);
  }
  setTimeout(look, LOOK_MILLISECONDS);
});
