/* A mark beside each line of which the checker says something: its words on pointing at it, its place in the list on a
   click. The list below the text says the same to everybody; the marks only add. Used on the editor's page. */
(function () {
  "use strict";

  var area = document.getElementById("words"), list = document.getElementById("problems"), margin = document.getElementById("margin");
  if (!area || !list || !margin || !window.MutationObserver) { return; }
  var shelf = document.createElement("div"), mirror = document.createElement("div");
  var COPIED = ["fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "wordSpacing", "tabSize", "paddingTop", "paddingLeft", "paddingRight"];
  shelf.className = "shelf";
  mirror.className = "mirror";
  margin.appendChild(shelf);
  margin.parentNode.appendChild(mirror);
  margin.parentNode.classList.add("has-margin");

  /* Where these lines begin, in pixels from the top of the text: a copy of it is laid out with the same width and letters. */
  function tops(lines) {
    var style = window.getComputedStyle(area), rows = area.value.split("\n"), found = {}, last = Math.max.apply(null, lines);
    COPIED.forEach(function (name) { mirror.style[name] = style[name]; });
    mirror.style.width = area.clientWidth + "px";
    mirror.textContent = "";
    rows.slice(0, last).forEach(function (row) {
      var line = document.createElement("div");
      line.textContent = row || "\u200b";
      mirror.appendChild(line);
    });
    lines.forEach(function (line) {
      var place = mirror.children[line - 1];
      if (place) { found[line] = place.offsetTop; }
    });
    mirror.textContent = "";
    return found;
  }

  function draw() {
    var said = {}, links = list.querySelectorAll(".found [data-line]");
    shelf.textContent = "";
    Array.prototype.forEach.call(links, function (link) {
      var line = Number(link.getAttribute("data-line")), item = link.parentNode;
      said[line] = said[line] || { words: [], isError: false, link: link };
      said[line].words.push(item.textContent.replace(/\s+/g, " ").trim());
      said[line].isError = said[line].isError || item.classList.contains("err");
    });
    var lines = Object.keys(said).map(Number);
    if (!lines.length) { return; }
    var places = tops(lines);
    lines.forEach(function (line) {
      if (!(line in places)) { return; }
      var mark = document.createElement("span");
      mark.className = said[line].isError ? "mark t-err" : "mark t-warn";
      mark.textContent = said[line].isError ? "\u00d7" : "!";
      mark.title = said[line].words.join("\n");
      mark.style.top = places[line] + "px";
      mark.setAttribute("data-of-line", line);
      mark.addEventListener("click", function () {
        said[line].link.scrollIntoView({ block: "center" });
        said[line].link.focus();
      });
      shelf.appendChild(mark);
    });
    follow();
  }

  function follow() { shelf.style.transform = "translateY(" + -area.scrollTop + "px)"; }

  var later = 0;
  function drawSoon() { window.clearTimeout(later); later = window.setTimeout(draw, 120); }

  new MutationObserver(draw).observe(list, { childList: true, subtree: true });
  area.addEventListener("scroll", follow);
  area.addEventListener("input", function () { if (shelf.childNodes.length) { drawSoon(); } });
  window.addEventListener("resize", drawSoon);
  draw();
})();
