/* The pupils' door: reads the token of a scanned card, and completes the five words. */
(function () {
  "use strict";

  /* The token leaves the address bar before anything else happens; it goes to the server in a POST. */
  var card = document.querySelector("[data-card]");
  function readCard() {
    var token = window.location.hash.slice(1);
    if (!card || !token) return;
    window.history.replaceState(null, "", window.location.pathname);
    card.querySelector("[data-card-read]").hidden = false;
    document.querySelector("[data-card-how]").hidden = true;
    card.elements.token.value = token;
    card.submit();
    card.elements.token.value = "";
  }
  window.addEventListener("hashchange", readCard); // the same page is open already and another card is scanned
  readCard();

  var form = document.querySelector("[data-words]");
  if (!form) return;
  var fields = Array.prototype.slice.call(form.querySelectorAll("[name=words]"));
  var unknown = form.querySelector("[data-words-unknown]");
  var known = {}; // first four letters → word

  function bare(text) {
    return text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFD").replace(/[^a-z]/g, "");
  }

  form.dataset.lists.split(" ").reduce(function (before, address) {
    return before.then(function () { return fetch(address); })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (text) {
        text.split("\n").forEach(function (word) {
          var key = bare(word).slice(0, 4);
          if (key && !known[key]) known[key] = word;
        });
      });
  }, Promise.resolve()).catch(function () {}); // no list, no completion: the words open the door all the same

  function wordFor(text) {
    var letters = bare(text);
    return letters.length >= 4 ? known[letters.slice(0, 4)] : undefined;
  }

  /* The rest of the word comes selected: whoever types on writes over it. */
  function complete(event) {
    var field = event.target, typed = field.value, word = wordFor(typed);
    check();
    if (!word || event.isComposing || /^delete/.test(event.inputType || "")) return;
    if (bare(word).indexOf(bare(typed)) !== 0) return;
    field.value = word;
    field.setSelectionRange(Math.min(typed.length, word.length), word.length);
  }

  function finish(field) {
    var word = wordFor(field.value);
    if (word) field.value = word;
    check();
  }

  function check() {
    var any = Object.keys(known).length > 0;
    var lost = any && fields.some(function (field) { return bare(field.value).length >= 4 && !wordFor(field.value); });
    unknown.hidden = !lost;
  }

  function spread(event) {
    var words = (event.clipboardData || window.clipboardData).getData("text").trim().split(/[\s,;.·-]+/);
    if (words.length !== fields.length) return;
    event.preventDefault();
    fields.forEach(function (field, place) { field.value = words[place]; finish(field); });
    form.querySelector("button.main").focus();
  }

  fields.forEach(function (field, place) {
    field.addEventListener("input", complete);
    field.addEventListener("blur", function () { finish(field); });
    field.addEventListener("paste", spread);
    field.addEventListener("keydown", function (event) {
      if (event.key !== " ") return;
      event.preventDefault();
      finish(field);
      if (fields[place + 1]) fields[place + 1].focus();
    });
  });
})();
