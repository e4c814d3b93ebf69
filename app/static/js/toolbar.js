/* The editor's toolbar: one stop of the Tab key, arrows between its buttons, short cuts in the text. Whatever it
   writes is plain Markdown that could have been typed. */
(function () {
  "use strict";

  var area = document.getElementById("words"), bar = document.querySelector("[role=toolbar]");
  if (!area || !bar || !window.editorText) { return; }

  var text = window.editorText(area), buttons = [].slice.call(bar.querySelectorAll("[data-tool]")), opener = null;
  var patterns = {};
  [].forEach.call(document.querySelectorAll("template[data-pattern]"), function (one) {
    patterns[one.getAttribute("data-pattern")] = one.content.textContent;
  });

  var tools = {
    h2: function () { heading("## "); },
    h3: function () { heading("### "); },
    bold: function () { text.wrap("**"); },
    italic: function () { text.wrap("*"); },
    bullets: function () { text.lines(/^- /, /^(- |\d+\. )/, function (row) { return "- " + row; }); },
    numbers: function () { text.lines(/^\d+\. /, /^(- |\d+\. )/, function (row, number) { return number + ". " + row; }); },
    link: function () { ask("link"); },
    picture: function () { ask("picture"); },
    box: function () { ask("box"); },
    question: function () { ask("question"); }
  };

  function heading(mark) {
    text.lines(new RegExp("^" + mark), /^#{1,6} +/, function (row) { return mark + row; });
  }

  /* A dialog; its fields come back when it is closed by its button, and the caret is where it was. */
  function ask(name) {
    var box = document.getElementById("ask-" + name), words = box && box.querySelector("[name=words]");
    if (!box || !box.showModal) { return; }
    opener = { from: area.selectionStart, to: area.selectionEnd };
    box.returnValue = "";
    box.querySelector("form").reset();
    if (words) { words.value = text.selected().replace(/\s+/g, " "); }
    box.showModal();
  }

  function closed(name, box) {
    var form = box.querySelector("form");
    area.focus();
    if (opener) { area.setSelectionRange(opener.from, opener.to); }
    if (box.returnValue === "insert") { writers[name](new FormData(form)); }
  }

  var writers = {
    link: function (fields) {
      var words = fields.get("words").replace(/([\[\]\\])/g, "\\$1");
      var to = fields.get("page") || fields.get("address").trim();
      if (words && to) { text.put("[" + words + "](" + (/[\s()]/.test(to) ? "<" + to + ">" : to) + ")", opener.from, opener.to); }
    },
    picture: function (fields) {
      var path = fields.get("path"), isPlain = /\.(csv|mp4)$/i.test(path);
      var words = fields.get("decorative") && !isPlain ? "" : fields.get("words").replace(/([\[\]\\])/g, "\\$1");
      var place = /\s/.test(path) ? "<" + path + ">" : path;
      text.block("![" + words + "](" + place + ")" + (fields.get("decorative") && !isPlain ? "{decorative}" : ""));
    },
    box: function (fields) {
      var picked = text.wholeLines(), open = "::: " + fields.get("kind") + "\n";
      if (picked) { text.replaceLines(open + picked + "\n:::"); return; }
      text.block(open + bar.getAttribute("data-words") + "\n:::", bar.getAttribute("data-words"));
    },
    question: function (fields) {
      var id = "question-" + Math.random().toString(36).slice(2, 7);
      text.block((patterns[fields.get("kind")] || "").trim().replace("QUESTION-ID", id), id);
    }
  };

  Object.keys(writers).forEach(function (name) {
    var box = document.getElementById("ask-" + name);
    if (box) { box.addEventListener("close", function () { closed(name, box); }); }
  });

  /* One button of the bar can be reached by Tab: the one that was used last. */
  function rove(to) {
    buttons.forEach(function (one) { one.tabIndex = one === to ? 0 : -1; });
  }

  bar.addEventListener("keydown", function (event) {
    var place = buttons.indexOf(document.activeElement), last = buttons.length - 1;
    var next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: last }[event.key];
    if (place < 0 || next === undefined) { return; }
    event.preventDefault();
    next = next > last ? 0 : next < 0 ? last : next;
    rove(buttons[next]);
    buttons[next].focus();
  });
  bar.addEventListener("click", function (event) {
    var button = event.target.closest("[data-tool]");
    if (button) {
      rove(button);
      tools[button.getAttribute("data-tool")]();
    }
  });

  /* By the place of the key, so that it works with a Russian keyboard too. */
  var keys = { KeyB: "bold", KeyI: "italic", KeyK: "link" };
  area.addEventListener("keydown", function (event) {
    var name = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && keys[event.code];
    if (name) {
      event.preventDefault();
      tools[name]();
    }
  });

  rove(buttons[0]);
  bar.hidden = false;
})();
