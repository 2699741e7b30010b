/* The board follows what others do: new texts join the end of what waits, a text that a colleague has decided about says
   so and leaves. A card that is open, or in which one types, stays as it is. */
(function () {
  "use strict";
  var board = document.getElementById("board"), waits = document.getElementById("list-waiting"), later = null;
  if (!board || !waits) { return; }

  function all(selector, place) { return Array.prototype.slice.call(place.querySelectorAll(selector)); }
  function busy() { return document.querySelector("#board .htmx-request, #toast .htmx-request"); }
  function inUse(place) { return place.contains(document.activeElement) && document.activeElement !== place; }

  board.addEventListener("live:queue", function (event) { soon(event.detail, 250); });

  function soon(page, delay) {
    window.clearTimeout(later);
    later = window.setTimeout(function () {
      if (busy()) { soon(page, 500); return; } // one's own verdict is on its way
      page().then(follow).catch(function () {});
    }, delay);
  }

  function follow(fresh) {
    var came = 0;
    all("[data-case]", fresh.getElementById("list-waiting") || fresh).forEach(function (card) {
      if (document.getElementById(card.id)) { return; }
      var added = waits.appendChild(document.importNode(card, true)); // a copy: what left the fresh page would seem decided below
      if (window.htmx) { window.htmx.process(added); }
      came += 1;
    });
    all("[data-case]:not(.decided)", waits).forEach(function (card) {
      if (!fresh.getElementById(card.id)) { decided(card); }
    });
    ["list-returned", "list-published", "reward", "summary", "nav-count", "count-waiting", "count-returned",
      "count-published", "tab-waiting", "tab-returned", "tab-published"].forEach(function (id) { renew(fresh, id); });
    var said = document.querySelector("[data-live-said]"), spoken = window.ardoise.words;
    if (came && said) { said.textContent = came === 1 ? spoken.oneText : spoken.manyTexts.replace("{n}", came); }
  }

  function renew(fresh, id) {
    var old = document.getElementById(id), now = fresh.getElementById(id);
    if (!old || !now || old.innerHTML === now.innerHTML || inUse(old)) { return; }
    old.innerHTML = now.innerHTML;
    old.hidden = now.hidden;
    if (window.htmx) { window.htmx.process(old); }
  }

  /* Greyed, with the name of who decided; gone a moment later, unless one is in it. */
  function decided(card) {
    var form = card.querySelector("form[action$='/decision/']"), link = form ? form.getAttribute("action").replace(/decision\/$/, "") : "";
    card.classList.add("decided");
    window.fetch(link, { credentials: "same-origin", headers: { "HX-Request": "true", "X-Live": "1" } })
      .then(function (answer) { if (!answer.ok) { throw new Error(); } return answer.text(); })
      .then(function (html) {
        var said = new window.DOMParser().parseFromString(html, "text/html").querySelector(".notice");
        if (said) { card.insertBefore(said, card.querySelector(".card-text")); }
      }).catch(function () {}).then(function () {
        window.setTimeout(function () { if (!inUse(card) && !card.dataset.open) { card.remove(); } }, 6000);
      });
  }
})();
