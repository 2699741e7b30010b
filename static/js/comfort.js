/* The page's small comforts. Nothing here is needed: every screen works without it. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  if (!("speechSynthesis" in window)) root.classList.add("mute");

  /* Reading comfort: shown at once, kept by the server's cookie. */
  document.addEventListener("change", function (event) {
    var form = event.target.closest("[data-comfort]");
    if (!form) return;
    var values = new FormData(form);
    ["theme", "font", "size", "spacing"].forEach(function (name) {
      root.setAttribute("data-" + name, values.get(name) || "");
    });
    fetch(form.action, {
      method: "POST", body: values, credentials: "same-origin", headers: { "X-Requested-With": "fetch" }
    }).catch(function () {});
  });

  /* Menus and the `?`: Escape and a click elsewhere close them; one that would leave the screen opens the other way. */
  var FOLDING = "details.menu[open], details.help[open]";
  function close(except) {
    document.querySelectorAll(FOLDING).forEach(function (open) {
      if (!except || !open.contains(except)) open.open = false;
    });
  }
  document.addEventListener("click", function (event) { close(event.target); });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var open = document.activeElement && document.activeElement.closest(FOLDING);
    close();
    if (open) open.querySelector("summary").focus();
  });

  /* A link that leads to what can be read in its place, the part `.beside` of that page. It is asked for when what holds it
     opens; until it has come, and without a script, it stays a link. */
  function bring(link) {
    if (link && window.htmx) {
      window.htmx.ajax("GET", link.href, { target: link.parentNode, select: ".beside", swap: "innerHTML" })
        .catch(function () {});
    }
  }
  document.addEventListener("toggle", function (event) {
    var open = event.target;
    if (!open.matches || !open.matches(FOLDING)) return;
    bring(open.querySelector("a[data-beside]"));
    if (!open.matches(".help")) return;
    var panel = open.lastElementChild;
    if (panel.getBoundingClientRect().right > root.clientWidth) open.setAttribute("data-end", "");
    var read = panel.querySelector("[autofocus]"); /* opened again: htmx moved the focus the first time only */
    if (read) read.focus();
  }, true);

  /* The `?` is a link to the lexicon; touched, it becomes a fold that opens the entry beside the thing. */
  document.addEventListener("click", function (event) {
    var mark = event.target.closest("a.help-mark");
    if (!mark || !window.htmx || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    var make = window.ardoise.make, summary = make("summary", { class: "help-mark" });
    var link = make("a", { href: mark.href, "data-beside": "" }, mark.lastElementChild.textContent);
    summary.append.apply(summary, Array.prototype.slice.call(mark.children));
    var help = make("details", { class: "help" }, summary, make("div", { class: "help-panel" }, link));
    if ("end" in mark.dataset) help.setAttribute("data-end", "");
    mark.replaceWith(help);
    help.open = true;
    summary.focus();
  });

  /* Print, copy, read aloud, choose an article. */
  function speak(button) {
    var voice = window.speechSynthesis;
    var talking = voice.speaking;
    voice.cancel();
    if (talking) return;
    var text = document.querySelector(button.getAttribute("data-read-aloud"));
    var words = new SpeechSynthesisUtterance(text ? text.innerText : "");
    words.lang = root.lang;
    words.rate = 0.9;
    voice.speak(words);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print], [data-copy], [data-read-aloud]");
    if (!button) return;
    if (button.hasAttribute("data-print")) window.print();
    else if (button.hasAttribute("data-read-aloud")) { if (!root.classList.contains("mute")) speak(button); }
    else if (navigator.clipboard) navigator.clipboard.writeText(button.getAttribute("data-copy"));
  });
  document.addEventListener("change", function (event) {
    var label = event.target.closest(".article-button");
    if (label) label.classList.toggle("is-checked", event.target.checked);
  });

  /* The line that says that the connection is lost. */
  var line = null;
  function offline(lost) {
    if (line) line.remove();
    if (!lost) return;
    var page = window.ardoise;
    line = page.make("p", { class: "offline-line", role: "alert" }, page.icon("wifi-off"), " " + page.words.offline);
    document.getElementById("main").before(line);
  }
  window.addEventListener("offline", function () { offline(true); });
  window.addEventListener("online", function () { offline(false); });
  document.addEventListener("htmx:sendError", function () { offline(true); });
  document.addEventListener("htmx:afterOnLoad", function () { offline(false); });

  /* The server broke: said beside what was just pressed, where the text still stands. */
  var broke = null;
  document.addEventListener("htmx:beforeRequest", function () { if (broke) broke.remove(); });
  document.addEventListener("htmx:responseError", function (event) {
    var page = window.ardoise, pressed = event.detail.elt;
    if (event.detail.xhr.status < 500) return;
    broke = page.make("p", { class: "errors-above", role: "alert" }, page.icon("alert-triangle"), " " + page.words.broken);
    (pressed.closest("form") || pressed).after(broke);
  });
})();
