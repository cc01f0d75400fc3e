// A letter's own page: brings the paragraph a link leads to into view and gives it the focus.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const cited = document.querySelector(".cited");
  if (!cited) return;
  cited.scrollIntoView({ block: "center" });
  cited.focus({ preventScroll: true });
});
