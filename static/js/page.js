/* What the scripts of a page share: htmx's manners, the words of their language (`ardoise.words`), icons, and things that
   exist for scripts alone, which they make themselves. */
(function () {
  "use strict";
  if (window.htmx) {
    Object.assign(window.htmx.config, {
      historyCacheSize: 0, allowEval: false, includeIndicatorStyles: false, selfRequestsOnly: true, scrollBehavior: "auto",
      responseHandling: [
        { code: "204", swap: false }, { code: "[23]..", swap: true }, { code: "4(09|22)", swap: true },
        { code: "[45]..", swap: false, error: true }
      ]
    });
    document.addEventListener("htmx:configRequest", function (event) {
      event.detail.headers["X-CSRFToken"] = token();
    });
  }

  /* The token that each form of the page holds, and that a request without a form needs. */
  function token() {
    var field = document.querySelector("[name=csrfmiddlewaretoken]");
    return field ? field.value : "";
  }

  /* A copy of an icon of the page (the board has some, always), as another: "wifi-off". */
  function icon(name) {
    var known = document.querySelector("svg.icon > use");
    if (!known) { return document.createTextNode(""); }
    var copy = known.parentNode.cloneNode(true);
    copy.setAttribute("class", "icon");
    copy.firstElementChild.setAttribute("href", known.getAttribute("href").replace(/#.*/, "#" + name));
    return copy;
  }

  /* make("p", { role: "status" }, icon("clock"), " words") */
  function make(tag, attributes) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    element.append.apply(element, Array.prototype.slice.call(arguments, 2));
    return element;
  }

  Object.assign(window.ardoise, { token: token, icon: icon, make: make });
})();
