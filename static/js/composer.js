/* The composer's comforts: counter, boxes, drafts saved as one types, Ctrl+Enter. Nothing here decides anything:
   the server counts again, and every form works without this file. */
(function () {
  "use strict";

  var ANNOUNCED = [20, 10, 0];
  var SAVE_AFTER = 1500, COUNT_AFTER = 400; // ms without a key
  var RETRY_AFTER = 10000; // ms after a draft could not be saved
  var SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800";
  var segmenter = null, invisible = null, page = window.ardoise;

  try { // the same expression as classroom/cleaning.py; a browser that can't read it asks the server
    var pictograph = "\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\uFE0F?";
    var joined = "[" + "Arab Syrc Nkoo Mong Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Khmr Mymr".split(" ")
      .map(function (script) { return "\\p{scx=" + script + "}"; }).join("") + "]";
    invisible = new RegExp("(\\u{1F3F4}[\\u{E0020}-\\u{E007E}]{1,6}\\u{E007F}"
      + "|" + pictograph + "(?:\\u200D" + pictograph + ")*"
      + "|\\p{Emoji}[\\uFE0E\\uFE0F]"
      + "|\\p{Script=Han}[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]"
      + "|" + joined + "[\\u200C\\u200D](?=" + joined + "))"
      + "|\\p{Default_Ignorable_Code_Point}", "gu");
    segmenter = new Intl.Segmenter("fr", { granularity: "grapheme" });
  } catch (unknown) {
    segmenter = null;
  }

  /* The text as the server will keep it, when it takes it. */
  function cleaned(raw) {
    var lines = raw.replace(/\r\n|[\r\u2028\u2029]/g, "\n").replace(/\t/g, " ")
      .replace(invisible, function (all, kept) { return kept || ""; }).normalize("NFC").split("\n").map(function (line) {
        var end = line.length;
        while (end > 0 && SPACES.indexOf(line[end - 1]) !== -1) { end -= 1; }
        return line.slice(0, end);
      });
    while (lines.length && !lines[0]) { lines.shift(); }
    while (lines.length && !lines[lines.length - 1]) { lines.pop(); }
    return lines.join("\n").replace(/\n{4,}/g, "\n\n\n");
  }

  /* The characters as a reader counts them; null in a browser that can't tell. */
  function graphemes(raw) {
    if (!segmenter) { return null; }
    return Array.from(segmenter.segment(cleaned(raw)), function (piece) { return piece.segment; });
  }

  function post(url, form, then, otherwise) {
    window.fetch(url, {
      method: "POST", body: new FormData(form), credentials: "same-origin", headers: { Accept: "application/json" },
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.json();
    }).then(then).catch(otherwise);
  }

  function Composer(form) {
    this.form = form;
    this.field = form.querySelector("[data-composer-text]");
    this.output = form.querySelector("[data-composer-count]");
    this.limit = Number(form.dataset.limit);
    this.kept = this.field.defaultValue; // what the page came with stands on the server already
    if (form.dataset.unsaved !== undefined) { this.kept = null; } // a refused text given back
    this.left = this.limit;
    this.field.addEventListener("input", this.changed.bind(this));
    this.field.addEventListener("keydown", this.pressed.bind(this));
    form.addEventListener("submit", this.leaving.bind(this));
    form.addEventListener("htmx:afterRequest", this.answered.bind(this));
    this.prepareAnnouncements();
    this.prepareBoxes();
    this.saying = this.add(page.make("p", { class: "quiet saved", role: "status", "data-composer-saved": "" }));
    this.count();
  }

  /* What exists for this script alone stands at the composer's foot, before its buttons. */
  Composer.prototype.add = function (element) {
    var acts = this.form.querySelector(".composer-foot > .acts");
    if (acts) { acts.before(element); } else { this.form.append(element); }
    return element;
  };

  Composer.prototype.changed = function () {
    this.sent = false;
    this.count();
    if (this.form.dataset.draftUrl) {
      window.clearTimeout(this.saver);
      this.saver = window.setTimeout(this.save.bind(this), SAVE_AFTER);
    }
  };

  Composer.prototype.pressed = function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) { return; }
    var button = this.form.querySelector("[data-composer-submit]") || this.form.querySelector("button[type=submit], button:not([type])");
    event.preventDefault();
    if (button) { button.click(); }
  };

  /* -- counter ------------------------------------------------------------------------------------------- */

  Composer.prototype.count = function () {
    var pieces = graphemes(this.field.value), self = this;
    if (pieces) {
      this.show(pieces.length);
      this.fillBoxes(pieces);
    } else if (this.form.dataset.countUrl) {
      window.clearTimeout(this.counter);
      this.counter = window.setTimeout(function () {
        var asked = self.field.value;
        post(self.form.dataset.countUrl, self.form, function (answer) {
          if (self.field.value === asked) { self.show(answer.count); }
        }, function () {});
      }, COUNT_AFTER);
    }
  };

  Composer.prototype.words = function (left) {
    return page.words[left < 0 ? "over" : "left"].replace("{n}", Math.abs(left));
  };

  Composer.prototype.show = function (count) {
    var left = this.limit - count, before = this.left;
    this.left = left;
    if (!this.output) { return; }
    this.output.textContent = this.words(left);
    this.output.classList.toggle("over", left < 0);
    this.output.classList.toggle("near", left >= 0 && left <= 10);
    this.form.classList.toggle("is-over", left < 0);
    var crossed = ANNOUNCED.some(function (step) { return before > step && left <= step; });
    if (crossed || (before >= 0 && left < 0)) { this.status.textContent = this.words(left); }
  };

  /* The visible number changes at each key: a screen reader hears it at 20, 10, 0 and past the end only. */
  Composer.prototype.prepareAnnouncements = function () {
    if (!this.output) { return; }
    this.output.setAttribute("aria-live", "off");
    this.status = document.createElement("span");
    this.status.className = "hidden-text";
    this.status.setAttribute("role", "status");
    this.output.insertAdjacentElement("afterend", this.status);
  };

  /* -- boxes, as on paper -------------------------------------------------------------------------------- */

  Composer.prototype.prepareBoxes = function () {
    var self = this, button;
    if (!segmenter) { return; }
    this.boxes = page.make("div", { class: "boxes", "aria-hidden": "true", "data-boxes": "", hidden: "" });
    (this.field.closest(".seyes") || this.field).after(this.boxes);
    button = this.add(page.make("button",
      { class: "button plain", type: "button", "data-composer-grid": "", "aria-pressed": "false" },
      page.icon("grid-3x3"), " " + page.words.grid.replace("{n}", this.limit)));
    button.addEventListener("click", function () {
      self.boxes.hidden = !self.boxes.hidden;
      button.setAttribute("aria-pressed", String(!self.boxes.hidden));
      self.count();
    });
  };

  Composer.prototype.fillBoxes = function (pieces) {
    if (!this.boxes || this.boxes.hidden) { return; }
    var wanted = Math.min(Math.max(this.limit, pieces.length), 2 * this.limit);
    while (this.boxes.childElementCount < wanted) { this.boxes.appendChild(document.createElement("i")); }
    while (this.boxes.childElementCount > wanted) { this.boxes.removeChild(this.boxes.lastElementChild); }
    Array.prototype.forEach.call(this.boxes.children, function (box, place) {
      var sign = place < pieces.length ? pieces[place] : "";
      box.textContent = sign === "\n" ? "↵" : sign;
      box.classList.toggle("over", place >= this.limit);
    }, this);
  };

  /* -- drafts -------------------------------------------------------------------------------------------- */

  Composer.prototype.save = function () {
    if (this.saving) { this.again = true; return; }
    var text = this.field.value, self = this;
    if (text === this.kept || this.sent) { return; }
    this.saving = true;
    post(this.form.dataset.draftUrl, this.form, function (answer) {
      var hidden = self.form.querySelector("input[name=post]");
      if (hidden && answer.post) { hidden.value = answer.post; }
      self.kept = text;
      self.saved(page.words.saved);
    }, function () {
      self.saving = self.again = false;
      self.say(page.words.unsaved);
      window.clearTimeout(self.saver);
      self.saver = window.setTimeout(self.save.bind(self), RETRY_AFTER);
    });
  };

  Composer.prototype.saved = function (words) {
    this.saving = false;
    this.say(words);
    if (this.again) { this.again = false; this.save(); }
  };

  Composer.prototype.say = function (words) {
    this.saying.textContent = words;
  };

  Composer.prototype.leaving = function () {
    this.sent = true;
    window.clearTimeout(this.saver);
  };

  Composer.prototype.answered = function (event) {
    if (event.target === this.form && !event.detail.successful) { this.sent = false; }
  };

  Composer.prototype.unsaved = function () {
    return !this.sent && this.field.value !== this.kept && this.field.value.trim() !== "";
  };

  /* -- beginning ----------------------------------------------------------------------------------------- */

  var composers = [];

  function wake(root) {
    composers = composers.filter(function (composer) { return document.contains(composer.form); });
    Array.prototype.forEach.call(root.querySelectorAll("form[data-composer]"), function (form) {
      var known = composers.some(function (composer) { return composer.form === form; });
      if (!known && form.querySelector("[data-composer-text]")) { composers.push(new Composer(form)); }
    });
  }

  window.addEventListener("beforeunload", function (event) {
    var alive = composers.filter(function (composer) { return document.contains(composer.form); });
    if (alive.some(function (composer) { return composer.unsaved(); })) { event.preventDefault(); event.returnValue = ""; }
  });
  document.addEventListener("htmx:load", function () { wake(document); });
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", function () { wake(document); });
  } else {
    wake(document);
  }
  window.ardoiseGraphemes = graphemes; // the tests of the count compare it with the server's
})();
