/* What a shared device must not keep, and whoever has left. The server ends idle sessions by itself;
   this file only shows it in time. */
(function () {
  "use strict";
  var MINUTE = 60000;

  /* A page that comes back from the browser's memory after a sign-out is asked for anew. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
  });

  /* Where Clear-Site-Data is not heard (plain HTTP on a local network), we wipe by hand. */
  function wipe() {
    try { window.localStorage.clear(); window.sessionStorage.clear(); } catch (refused) { /* nothing was kept */ }
    if (window.caches) {
      window.caches.keys().then(function (names) { names.forEach(function (name) { window.caches.delete(name); }); })
        .catch(function () {});
    }
  }
  document.addEventListener("submit", function (event) {
    if (event.target.hasAttribute("data-sign-out")) wipe();
  });
  if (document.querySelector("[data-signed-out]")) wipe();

  var first = document.querySelector("[data-focus]");
  if (first) first.focus();

  var page = window.ardoise, said = document.body.dataset, warning = null;
  if (!said.presence) return;
  var limit = Number(said.minutes) * MINUTE;
  var used = Date.now(), told = Date.now(); // the last gesture; the last time that the server heard of one

  /* Gestures without a request (reading, typing) are told to the server now and then. */
  function gesture() {
    used = Date.now();
    if (warning || used - told > limit / 4) tell();
    if (warning) warning.remove();
    warning = null;
  }
  function tell() {
    told = Date.now();
    window.fetch(said.presence, {
      method: "POST", credentials: "same-origin",
      headers: { "X-CSRFToken": page.token(), "X-Requested-With": "fetch" }
    }).then(function (answer) { if (answer.status === 401) window.location.assign("/"); }).catch(function () {});
  }
  ["pointerdown", "keydown", "wheel", "touchstart"].forEach(function (kind) {
    document.addEventListener(kind, gesture, { passive: true });
  });
  document.addEventListener("visibilitychange", look);

  function look() {
    var idle = Date.now() - used;
    if (idle >= limit) leave();
    else if (idle >= limit - MINUTE && !warning) warn();
  }
  function warn() {
    var words = " " + page.words[said.pupil === undefined ? "idleAdult" : "idlePupil"];
    warning = page.make("div", { class: "toast idle", role: "alert", "data-idle": "" },
      page.make("p", {}, page.icon("clock"), words),
      page.make("button", { type: "button", class: "button main" }, page.words.stillHere));
    document.body.append(warning);
  }
  function leave() {
    var door = document.querySelector("form[data-sign-out]");
    wipe();
    if (door) door.submit();
    else window.location.assign("/");
  }
  window.setInterval(look, 5000);
})();
