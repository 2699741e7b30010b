/* The board by keyboard, marks by selection, the countdown of an undo. Nothing here decides anything: each key presses a
   button that is on the page, and every form works without this file. Words come from data attributes. */
(function () {
  "use strict";

  var board = document.querySelector("[data-queue]");
  var digits = "", alone = false, returning = null, timer = null, pending = null;

  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function cases() { return all("[data-case]:not(.decided)", board || document); }
  function current() { return document.querySelector(".case.current") || null; }
  function say(words) { var said = document.getElementById("said"); if (said) { said.textContent = words; } }

  /* -- where one is ---------------------------------------------------------------------------------------- */

  function choose(card, focus) {
    all(".case.current").forEach(function (other) { if (other !== card) { other.classList.remove("current"); } });
    if (!card) { return; }
    card.classList.add("current");
    if (!focus) { return; }
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  }

  function move(by) {
    var list = cases(), here = list.indexOf(current());
    if (list.length) { choose(list[here === -1 ? 0 : Math.min(Math.max(here + by, 0), list.length - 1)], true); }
  }

  function press(key) {
    var here = current() || cases()[0];
    var button = key === "u" ? document.querySelector("#toast [data-key=u]") : here && here.querySelector("[data-key=" + key + "]");
    if (!button) { return; }
    if (here) { choose(here, false); }
    if (window.htmx) { window.htmx.process(button); }  /* a card that has only just come back: the key is faster than its settling */
    button.click();
  }

  function oneAtATime() {
    alone = !alone;
    board.classList.toggle("one-at-a-time", alone);
    choose(current() || cases()[0], true);
  }

  /* -- keys: letters by what they say, digits by where they are (AZERTY shifts them) ------------------------------ */

  function typing(target) {
    if (target.closest("[data-mark]")) { return false; }
    return target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])") || target.isContentEditable;
  }

  function article(event) {
    var digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
    var panel = document.querySelector(".case.current [data-panel]") || document.querySelector("[data-panel]");
    if (!digit || !panel) { return false; }
    window.clearTimeout(pending);
    digits += digit[1];
    while (digits.length > 1 && !named(digits)) { take(digits[0], panel); digits = digits.slice(1); }
    if (digits.length === 1) { // a lone digit is that article; with a second one within a moment, wait for Enter
      pending = window.setTimeout(function () { take(digits, panel); digits = ""; }, named(10) ? 450 : 0);
    }
    return true;
  }

  function named(number) { return document.querySelector("[data-panel] [data-article='" + Number(number) + "']"); }

  function take(digit, panel) {
    var box = all("[data-article]", panel)[Number(digit) - 1];
    if (box) { toggle(box); }
  }

  function toggle(box) { box.focus(); box.click(); }

  function finishNumber() {
    var box = named(digits);
    digits = "";
    if (box) { toggle(box); }
  }

  function close() {
    var way = document.querySelector(".case.current [data-close]") || document.querySelector("[data-close]");
    if (way) { returning = way.closest(".case").id; way.click(); }
  }

  function dialog() {
    var keys = document.getElementById("keys");
    if (keys && keys.showModal && !keys.open) { keys.showModal(); }
  }

  function pressed(event) {
    var panel = event.target.closest && event.target.closest("[data-panel]");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && panel) {
      event.preventDefault();
      panel.querySelector("[data-decide]").click();
      return;
    }
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) { digits = ""; close(); return; }
    if (!board || board.dataset.keys === "off") { return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    if (document.querySelector("dialog[open]") || typing(event.target)) { return; }
    if (event.key === "Enter" && digits.length === 2) { event.preventDefault(); finishNumber(); return; }
    if (article(event)) { event.preventDefault(); return; }
    if (event.repeat) { return; }
    var act = { j: function () { move(1); }, k: function () { move(-1); }, z: oneAtATime, "?": dialog }[event.key];
    if (!act && "prcu".indexOf(event.key) !== -1 && event.key.length === 1) { act = function () { press(event.key); }; }
    if (act) { event.preventDefault(); act(); }
  }

  /* -- marks: code points of the text, from what is selected in it ------------------------------------------------ */

  function points(text) { return Array.from(text).length; }

  function selected(field) {
    var selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) { return null; }
    var range = selection.getRangeAt(0);
    if (!field.contains(range.startContainer) || !field.contains(range.endContainer)) { return null; }
    var before = document.createRange();
    before.selectNodeContents(field);
    before.setEnd(range.startContainer, range.startOffset);
    var text = range.toString(), start = points(before.toString());
    var lead = text.length - text.replace(/^\s+/, "").length, kept = text.trim();
    return kept ? [start + lead, start + lead + points(kept)] : null;
  }

  /* One more span; inside a mark, that mark goes; across some, they become one. */
  function marked(marks, span) {
    var inside = marks.filter(function (mark) { return mark[0] <= span[0] && span[1] <= mark[1]; });
    if (inside.length) { return marks.filter(function (mark) { return inside.indexOf(mark) === -1; }); }
    var apart = marks.filter(function (mark) { return mark[1] < span[0] || span[1] < mark[0]; });
    marks.filter(function (mark) { return apart.indexOf(mark) === -1; }).forEach(function (mark) {
      span = [Math.min(span[0], mark[0]), Math.max(span[1], mark[1])];
    });
    return apart.concat([span]).sort(function (one, other) { return one[0] - other[0]; });
  }

  function paint(field, marks) {
    var signs = Array.from(field.textContent), place = 0;
    field.textContent = "";
    marks.forEach(function (mark) {
      field.appendChild(document.createTextNode(signs.slice(place, mark[0]).join("")));
      var shown = document.createElement("mark");
      shown.className = "marked";
      shown.textContent = signs.slice(mark[0], mark[1]).join("");
      field.appendChild(shown);
      place = mark[1];
    });
    field.appendChild(document.createTextNode(signs.slice(place).join("")));
  }

  function mark(field) {
    var span = selected(field), input = field.parentNode.querySelector("[name=marks]");
    if (!span) { return; }
    var marks = marked(JSON.parse(input.value || "[]"), span);
    input.value = JSON.stringify(marks);
    paint(field, marks);
    window.getSelection().collapse(field, 0);
  }

  /* A text that one can walk through with the arrows, and not change. */
  function wakeMarks(root) {
    all("[data-mark]", root).forEach(function (field) {
      if (field.isContentEditable) { return; }
      field.setAttribute("contenteditable", "true");
      field.setAttribute("inputmode", "none");
      field.spellcheck = false;
      field.addEventListener("beforeinput", function (event) { event.preventDefault(); });
      ["drop", "paste", "cut"].forEach(function (kind) { field.addEventListener(kind, function (event) { event.preventDefault(); }); });
      field.addEventListener("mouseup", function () { window.setTimeout(mark, 0, field); });
      field.addEventListener("touchend", function () { window.setTimeout(mark, 400, field); });
      field.addEventListener("keyup", function (event) { if (event.key === "Shift") { mark(field); } });
    });
  }

  /* -- what comes back ---------------------------------------------------------------------------------------- */

  function count(toast) {
    window.clearInterval(timer);
    var left = Number(toast.dataset.seconds), place = toast.querySelector("[data-countdown]");
    if (!left) { if (!toast.hidden) { timer = window.setTimeout(hush, 6000, toast); } return; }
    place.textContent = left + " s";
    timer = window.setInterval(function () {
      left -= 1;
      place.textContent = left + " s";
      if (left <= 0) { window.clearInterval(timer); hush(toast); }
    }, 1000);
  }

  function hush(toast) {
    var held = toast.contains(document.activeElement);
    toast.hidden = true;
    toast.textContent = "";
    all("#list-returned form, #list-published form").forEach(function (form) { form.hidden = true; });
    if (held) { move(0); }
  }

  /* After a verdict: the next card (the one that took this one's place), by focus and in words. */
  function goOn(toast) {
    var list = cases(), next = document.getElementById(toast.dataset.back || "") || list[Math.min(goOn.place, list.length - 1)];
    choose(next, true);
    var text = next && next.querySelector("[data-text]");
    say([toast.dataset.said, text ? board.dataset.saidNext + " " + text.textContent : board.dataset.saidNone].join(" "));
  }

  document.addEventListener("htmx:beforeRequest", function (event) {
    var card = event.target.closest && event.target.closest("[data-case]");
    if (card) { goOn.place = Math.max(cases().indexOf(card), 0); }
  });

  document.addEventListener("htmx:load", function (event) {
    var came = event.target;
    wakeMarks(document);
    if (came.id === "toast") {
      count(came);
      if (board && came.dataset.said) { window.setTimeout(goOn, 0, came); }
    } else if (came.matches && came.matches("[data-case]") && came.dataset.open) {
      choose(came, false);
      var first = came.querySelector(came.dataset.focus || "[role=alert]") || came.querySelector("[data-composer-text], [data-article]");
      if (first) { first.focus(); }
      came.scrollIntoView({ block: "nearest" });
    } else if (came.matches && came.matches("[data-case]") && (came.id === returning || came.querySelector("[role=alert], [role=status]"))) {
      returning = null;
      choose(came, true);
    }
  });

  document.addEventListener("focusin", function (event) {
    var card = board && event.target.closest("[data-case]");
    if (card) { choose(card, false); }
  });
  document.addEventListener("keydown", pressed);
  wakeMarks(document);
})();
