/* The editor: the draft is saved as one types, the preview and the checker follow each pause, and whoever has the page
   open too is named. Without this file the same form saves and previews by its buttons. */
(function () {
  "use strict";

  var form = document.getElementById("editor"), area = document.getElementById("words");
  if (!form || !window.fetch || !window.FormData || !window.editorSaving) { return; }

  var LOOK = 400, CHECK = 1200, HERE = 30000;
  var words = form.dataset, text = window.editorText(area), frame = document.getElementById("frame");
  var state = document.getElementById("state"), isLeaving = false, heard = 0;
  var panel = document.getElementById("meanwhile");

  /* The state in words; with a link where the person has to sign in. */
  function say(name, told) {
    state.textContent = told || words[name] || "";
    if (name === "saved" && Date.now() - heard > HERE / 3) { beHere(); }
    state.className = { saved: "t-ok", typed: "q", saving: "q", elsewhere: "q" }[name] || "t-err";
    if (name !== "sign_in") { return; }
    var link = document.createElement("a");
    link.href = words.sign_in_at + "?next=" + encodeURIComponent(words.page);
    link.target = "_blank";
    link.rel = "opener";
    link.textContent = words.sign_in_link;
    state.append(" ", link);
  }

  var saving = window.editorSaving(form, area, say, differ);

  /* One question at a time; what was typed meanwhile is asked again. A busy server is left alone for a moment. */
  function follower(address, delay, show) {
    var timer = 0, isAsking = false, isDue = false;
    function ask() {
      if (isAsking) { isDue = true; return; }
      isAsking = true;
      isDue = false;
      window.editorAsk(form, "POST", address, { words: area.value }).then(function (reply) {
        isAsking = false;
        if (reply.status === 200) { show(reply.data); }
        if (reply.status === 503) { later(1000 * (reply.wait || 2)); } else if (isDue) { ask(); }
      }).catch(function () { isAsking = false; });
    }
    function later(wait) {
      clearTimeout(timer);
      timer = setTimeout(ask, wait);
    }
    return { soon: function () { later(delay); }, now: ask };
  }

  var look = follower(words.preview, LOOK, function (data) {
    var page = frame.contentDocument && frame.contentDocument.getElementById("page");
    if (page) { page.innerHTML = data.page; }
    document.getElementById("weight").innerHTML = data.weight;
  });
  var check = follower(words.check, CHECK, function (data) {
    var box = document.getElementById("problems"), isOpen = !!box.querySelector("details[open]");
    box.innerHTML = data.problems;
    if (isOpen && box.querySelector("details")) { box.querySelector("details").open = true; }
  });

  /* Somebody else has saved: both texts, and a choice. Nothing is sent before it is made. */
  function differ(data) {
    panel.innerHTML = "<section class='box warn' role='alert' tabindex='-1'>" + data.panel + "</section>";
    panel.firstChild.scrollIntoView({ block: "nearest" });
    panel.firstChild.focus();
    panel.onclick = function (event) {
      var choice = event.target.getAttribute("data-choose");
      if (!choice) { return; }
      panel.textContent = "";
      if (choice === "on") { area.focus(); return; }
      saving.resume(data.version);
      if (choice === "theirs") {
        text.put(data.theirs, 0, area.value.length);
        saving.settle();
        say("saved", " ");
        look.now();
        check.now();
      } else {
        saving.save();
      }
      area.focus();
    };
  }

  function beHere() {
    if (document.hidden || saving.isStopped()) { return; }
    heard = Date.now();
    window.editorAsk(form, "POST", words.presence, {}).then(function (reply) {
      var others = document.getElementById("others");
      var html = reply.status === 200 ? reply.data.others.trim() : others.innerHTML;
      if (others.innerHTML.trim() !== html) { others.innerHTML = html; }
    }).catch(function () { return; });
  }

  /* Links in the preview: within the page they scroll, others open beside the editor. Nothing is sent from there:
     questions are tried out on the preview's own page. */
  function follow(event) {
    var link = event.target.closest("a[href]"), to = link && link.getAttribute("href");
    if (event.target.closest("form button")) {
      event.preventDefault();
      say("elsewhere");
    }
    if (!to || to.charAt(0) !== "#") { return; }
    event.preventDefault();
    var place = frame.contentDocument.getElementById(to.slice(1));
    if (place) { place.scrollIntoView(); }
  }

  function settleFrame() {
    if (frame.contentDocument) { frame.contentDocument.onclick = follow; }
  }

  function toLine(event) {
    var link = event.target.closest("[data-line]");
    if (!link) { return; }
    event.preventDefault();
    text.go(Number(link.getAttribute("data-line")), Number(link.getAttribute("data-column")));
  }

  function toHash() {
    var found = /^#line-(\d+)$/.exec(location.hash);
    if (found) { text.go(Number(found[1]), 1); }
  }

  area.addEventListener("input", function () {
    saving.typed();
    look.soon();
    check.soon();
  });
  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    event.preventDefault();
    if (button && button.value === "preview") {
      look.now();
      frame.scrollIntoView({ block: "nearest" });
      frame.focus();
    } else if (saving.isStopped() === "meanwhile") {
      window.editorAsk(form, "POST", words.page, { words: area.value, seen: form.elements.seen.value })
        .then(function (reply) { if (reply.status === 409 && reply.data.panel) { differ(reply.data); } });
    } else {
      saving.save();
    }
  });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  document.getElementById("problems").addEventListener("click", toLine);
  frame.addEventListener("load", settleFrame);
  settleFrame();
  window.addEventListener("hashchange", toHash);
  window.addEventListener("online", saving.back);
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) { saving.back(); beHere(); }
  });
  window.addEventListener("focus", function () { if (saving.isStopped() === "sign_in") { saving.back(); } });
  window.addEventListener("pagehide", function () { isLeaving = true; });
  window.addEventListener("beforeunload", function (event) {
    if (saving.isDirty() && !isLeaving) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
  setInterval(beHere, HERE);
  beHere();
  toHash();
})();
