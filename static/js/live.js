/* What happens meanwhile: a bell (server-sent events) or a question now and then says that there is news; what is new
   is asked for by its ids. Nothing is kept, nothing that has the focus or holds a typed text is touched. */
(function () {
  "use strict";
  var root = document.querySelector("[data-live]"), line = document.querySelector("[data-live-line]");
  if (!root || !line || !root.dataset.newsUrl || !window.fetch || !window.DOMParser) { return; }

  var SILENCE = 40000, EVERY = 5000, LATEST = 60000; // milliseconds
  var make = window.ardoise.make, spoken = window.ardoise.words, board = root.id === "board";
  var more = make("button", { class: "button", type: "button", "data-live-more": "", hidden: "" });
  var said = make("p", { class: "hidden-text", role: "status", "data-live-said": "" });
  var cursor = root.dataset.cursor, thread = (root.dataset.thread || "").replace(/-/g, "");
  var source = null, heard = 0, next = 0, failures = 0, asking = false, again = false, known = {}, held = [];
  line.append(more, said);

  function all(selector, place) { return Array.prototype.slice.call((place || document).querySelectorAll(selector)); }
  function inUse(element) { return element.contains(document.activeElement) || element.querySelector("details[open]"); }

  function get(url) {
    return window.fetch(url, { credentials: "same-origin", cache: "no-store", headers: { "X-Requested-With": "fetch", "X-Live": "1" } })
      .then(function (answer) {
        if (answer.status === 401) { window.location.assign("/"); }
        if (answer.status === 404) { window.location.reload(); } // not in this class any more
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer;
      });
  }
  function parsed(answer) {
    return answer.text().then(function (html) { return new window.DOMParser().parseFromString(html, "text/html"); });
  }
  function page() { return get(window.location.href.split("#")[0]).then(parsed); }

  /* -- asking --------------------------------------------------------------------------------------------------- */

  function ask() {
    if (asking) { again = true; return; }
    asking = true;
    get(root.dataset.newsUrl + (cursor ? "?since=" + cursor : "")).then(function (answer) {
      failures = 0;
      return answer.status === 204 ? null : answer.json().then(take);
    }).catch(function () { failures += 1; }).then(function () {
      asking = false;
      next = Date.now() + Math.min(EVERY * Math.pow(2, failures), LATEST) * (0.8 + 0.4 * Math.random());
      if (again) { again = false; ask(); }
    });
  }

  function isNew(word) { return !known[word]; }

  function take(news) {
    var shown = news.shown || [], mine = news.mine || [], queue = news.queue || [], work = [cards(shown)];
    var turned = /frozen$/.test(cursor) !== news.frozen;
    (news.gone || []).forEach(leave);
    if (turned || mine.some(isNew)) { work.push(page().then(function (fresh) { ["tray", "mine", "notices"].forEach(renew.bind(null, fresh)); })); }
    if ("waiting" in news) { count(news.waiting); }
    if (queue.some(isNew)) { root.dispatchEvent(new CustomEvent("live:queue", { detail: page })); }
    return Promise.all(work).then(function () { // not before: what could not be fetched is news again
      cursor = news.cursor;
      shown.map(function (one) { return one[0]; }).concat(mine, queue).forEach(function (word) { known[word] = true; });
    });
  }

  function count(waiting) {
    var place = document.getElementById("nav-count");
    if (place) { place.textContent = waiting || ""; place.hidden = !waiting; }
  }

  function renew(fresh, id) {
    var old = document.getElementById(id), now = fresh.getElementById(id);
    if (!old || !now || old.innerHTML === now.innerHTML || inUse(old)) { return; }
    old.hidden = now.hidden;
    old.innerHTML = now.innerHTML;
    wake(old);
  }

  function wake(element) { if (window.htmx) { window.htmx.process(element); } }

  /* -- messages --------------------------------------------------------------------------------------------------- */

  /* News name a post in 32 digits, its card as its address does: 8-4-4-4-12, so that a page says it once. */
  function dashed(id) { return "post-" + id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"); }
  function cardOf(id) { return document.getElementById(dashed(id)); }

  function leave(id) {
    var card = cardOf(id);
    held = held.filter(function (one) { return one.id !== dashed(id); });
    if (id === thread) { root.textContent = ""; } else if (card && root.contains(card)) { card.remove(); }
    offer();
  }

  function cards(shown) {
    if (root.id !== "timeline" && !thread) { return null; }
    var wanted = [];
    shown.forEach(function (one) {
      var card = cardOf(one[1]), here = card && card.dataset.version === one[0].slice(-4);
      var about = thread ? (one[1] === thread || one[2] === thread) && one[1] : one[2] || one[1];
      if (about && isNew(one[0]) && (!here || one[2]) && (!one[2] || thread || cardOf(about))) { wanted.push(about); }
    });
    if (!wanted.length) { return null; }
    var url = line.dataset.cards + "?place=" + (thread ? "thread" : "timeline") + "&post=" + wanted.join("&post=");
    return get(url).then(parsed).then(function (fresh) {
      shown.forEach(function (one) { known[one[0]] = true; });
      tell(all(".card", fresh.body).filter(put).length);
      offer();
    });
  }

  /* Whether it was not there before. */
  function put(card) {
    var old = document.getElementById(card.id);
    if (old) {
      if (old.outerHTML !== card.outerHTML && !inUse(old)) { old.replaceWith(card); wake(card); }
      return false;
    } else if (thread) {
      var replies = document.getElementById("replies");
      all("p.quiet", replies).forEach(function (none) { if (none.parentNode === replies) { none.remove(); } });
      replies.appendChild(card);
    } else if (root.getBoundingClientRect().top < 0 || root.contains(document.activeElement)) {
      held.push(card);
    } else { insert(card); }
    if (document.contains(card)) { wake(card); }
    return true;
  }

  function when(card) { var time = card.querySelector("time"); return time ? Date.parse(time.dateTime) : 0; }

  function insert(card) {
    var older = all(".card", root).filter(function (other) { return when(other) <= when(card); })[0];
    if (!older && document.querySelector(".page > .more")) { return; } // its place is on an older page
    all(".page .empty").forEach(function (none) { none.remove(); });
    root.insertBefore(card, older || null);
  }

  function words(n) {
    return n === 1 ? spoken[board ? "oneText" : "oneMessage"] : spoken[board ? "manyTexts" : "manyMessages"].replace("{n}", n);
  }
  function offer() { more.hidden = !held.length; more.textContent = held.length ? words(held.length) : ""; }
  function tell(n) { if (n) { said.textContent = words(n); } }

  more.addEventListener("click", function () {
    var first = held[0];
    held.forEach(function (card) { insert(card); wake(card); });
    held = [];
    offer();
    if (!first) { return; }
    first.tabIndex = -1;
    root.scrollIntoView({ block: "start" });
    first.focus({ preventScroll: true });
  });

  /* -- hearing ---------------------------------------------------------------------------------------------------- */

  function hear() {
    if (source) { source.close(); }
    heard = Date.now();
    source = null;
    if (!window.EventSource || document.hidden || !line.dataset.stream) { return; } // over several classes there is no bell
    source = new window.EventSource(line.dataset.stream);
    source.onopen = function () { heard = Date.now(); ask(); };
    source.addEventListener("beat", function () { heard = Date.now(); });
    source.addEventListener("news", function (event) { heard = Date.now(); ring(JSON.parse(event.data).shown); });
    source.addEventListener("poll", hush); // other pages of this session hold the streams
  }

  /* The bell says by its ids what begins to show: thirty pages fetch it at once, and ask for the rest each in its time. */
  function ring(shown) {
    if (!shown || !cards(shown)) { ask(); } else { window.setTimeout(ask, 1000 + 3000 * Math.random()); }
  }

  function hush() { if (source) { source.close(); } source = null; heard = Date.now(); }

  function look() {
    if (document.hidden) { return; }
    if (source && Date.now() - heard > SILENCE) { hush(); } // something on the way keeps the stream to itself
    if (Date.now() - heard > (source && source.readyState === 2 ? LATEST / 2 : LATEST * 5)) { hear(); }
    if ((!source || source.readyState !== 1) && Date.now() >= next) { ask(); }
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { hush(); } else { hear(); ask(); }
  });
  window.addEventListener("pagehide", hush);
  window.setInterval(look, 1000);
  hear();
})();
