// Taking an answer away: copy, save, print, keep a receipt, say what one thinks. Each press is confirmed in the status line.
// Comes in: presses in .takeaway and the words the server wrote for them; goes out: clipboard, files, and the server's replies.
"use strict";
(() => {
  const COPIED = { copy: "Answer copied, with its citations.", "copy-markdown": "Answer copied as Markdown, with its citations." };
  const NO_SERVER = "Sorry, the server did not answer. Try again.";
  const NOT_COPIED = "Sorry, it could not be copied. Select the answer and copy it by hand.";

  function say(words) {
    const status = document.getElementById("status");
    if (!status) return;
    status.textContent = "";
    // The same words twice are said twice only if something changed between.
    setTimeout(() => { status.textContent = words; });
  }

  function confirm(button, words) {
    say(words);
    const shown = button.closest(".takeaway").querySelector(".said");
    shown.textContent = words;
  }

  // Over plain http there is no clipboard object; the old command still works there.
  function copyOldWay(types) {
    let isTaken = false;
    const take = (event) => {
      for (const [type, words] of Object.entries(types)) event.clipboardData.setData(type, words);
      event.preventDefault();
      event.stopImmediatePropagation();
      isTaken = true;
    };
    document.addEventListener("copy", take, { capture: true, once: true });
    const isDone = document.execCommand("copy");
    document.removeEventListener("copy", take, { capture: true });
    return isDone && isTaken;
  }

  async function copy(types) {
    if (navigator.clipboard && navigator.clipboard.write && window.ClipboardItem) {
      try {
        const blobs = Object.entries(types).map(([type, words]) => [type, new Blob([words], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
        return true;
      } catch (error) {
        // Refused or unknown: the old way asks nobody.
      }
    }
    return copyOldWay(types);
  }

  async function send(address, holder, more = {}) {
    const body = JSON.stringify({ record: holder.dataset.record, stamp: holder.dataset.stamp, ...more });
    return fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  }

  async function complaint(reply) {
    try {
      const words = (await reply.json()).said;
      return typeof words === "string" ? words : NO_SERVER;
    } catch (error) {
      return NO_SERVER;
    }
  }

  async function save(button, holder) {
    const reply = await send(`/answers/${button.dataset.format}`, holder);
    if (!reply.ok) { confirm(button, await complaint(reply)); return; }
    const named = /filename="([^"]+)"/.exec(reply.headers.get("content-disposition") || "");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await reply.blob());
    link.download = named ? named[1] : "answer";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    confirm(button, `Downloaded: ${link.download}`);
  }

  async function keep(button, holder) {
    const reply = await send("/receipts", holder);
    if (!reply.ok) { confirm(button, await complaint(reply)); return; }
    const { said, html } = await reply.json();
    holder.querySelector(".kept").innerHTML = html;
    holder.querySelector(".said").textContent = "";
    say(said);
  }

  function print(holder) {
    const turn = holder.closest(".turn");
    document.body.classList.add("printing-one");
    turn.classList.add("printed");
    window.addEventListener("afterprint", () => {
      document.body.classList.remove("printing-one");
      turn.classList.remove("printed");
    }, { once: true });
    say("The print window opens.");
    window.print();
  }

  // On paper an address needs its host.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("[data-print]").forEach((link) => {
      link.dataset.print = new URL(link.dataset.print, location.origin).href;
    });
  });

  function complain(form, words) {
    form.querySelector(".form-problem").textContent = words;
  }

  async function sendFeedback(form) {
    const holder = form.closest(".takeaway");
    const chosen = form.querySelector("input[type=radio]:checked");
    complain(form, "");
    if (!chosen) {
      complain(form, "Choose what you think of this answer");
      form.querySelector("input[type=radio]").focus();
      return;
    }
    const comment = form.querySelector("textarea").value;
    const reply = await send("/feedback", holder, { verdict: chosen.value, comment });
    if (!reply.ok) { complain(form, await complaint(reply)); return; }
    const { said, html } = await reply.json();
    const place = form.closest("details");
    place.innerHTML = html;
    const thanks = place.firstElementChild;
    place.replaceWith(thanks);
    thanks.focus();
    say(said);
  }

  async function press(button) {
    const does = button.dataset.do;
    if (does === "print-page") { window.print(); return; }
    const holder = button.closest(".takeaway");
    if (!holder) return;
    const copied = holder.dataset.copied ? JSON.parse(holder.dataset.copied) : {};
    if (does === "copy" || does === "copy-markdown") {
      const types = does === "copy"
        ? { "text/plain": copied.plain, "text/html": copied.html }
        : { "text/plain": copied.markdown };
      confirm(button, (await copy(types)) ? COPIED[does] : NOT_COPIED);
    }
    if (does === "copy-question") {
      const isDone = await copy({ "text/plain": copied.question });
      confirm(button, isDone ? "Link copied. It fills in the question and waits for Ask." : NOT_COPIED);
    }
    if (does === "save") await save(button, holder);
    if (does === "keep") await keep(button, holder);
    if (does === "print") print(holder);
  }

  // A press while one is on its way is not a second wish.
  const busy = new WeakSet();
  async function once(what, then, fail) {
    if (busy.has(what)) return;
    busy.add(what);
    try {
      await then();
    } catch (error) {
      fail(NO_SERVER);
    } finally {
      busy.delete(what);
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".takeaway [data-do], [data-do=print-page]");
    if (button) once(button, () => press(button), (words) => confirm(button, words));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.feedback")) return;
    event.preventDefault();
    once(event.target, () => sendFeedback(event.target), (words) => complain(event.target, words));
  });
})();
