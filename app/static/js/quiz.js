/* The quiz: every answer is sent as it is given. What cannot be sent waits in this browser, under the random key of
   the attempt, and goes out in order when the line is back. Without this file the form is sent as a whole. */
(function () {
  "use strict";

  var form = document.getElementById("quiz");
  if (!form || !window.fetch || !window.URLSearchParams) { return; }

  var TYPING = 1000, SLOW = 500, LONGEST_PAUSE = 60;
  var words = form.dataset, sheet = window.quizSheet(form);
  var shelf = "quiz:" + words.key + ":", queue = window.quizQueue(shelf);
  var token = form.elements.csrf_token;
  var seen = Number(form.elements.seen.value) || 0, issued = 0;
  var sending = null, timer = 0, pause = 0, slow = 0, isFailing = false, isStale = false, isDirty = false;
  var calm = "all", news = "", stopped = "", pressed = null, after = null, isGone = false;

  function load() {
    queue.load().forEach(function (entry) {
      issued = Math.max(issued, entry.n);
      sheet.restore(entry.q, entry.f);
    });
    isDirty = queue.size() > 0;
    show();
    flush();
    if (!("ended" in words)) { refresh(true).catch(function () { news = ""; }); }
  }

  function kept() { return queue.isInMemory() ? "here" : "kept"; }
  function show() {
    queue.each(function (one) { sheet.mark(one.q, isFailing ? kept() : "saving"); });
  }

  /* The question as it stands now is to be sent; what was not yet sent of it is no longer. */
  function put(id, delay) {
    if (stopped === "closed" || calm !== "all") { return; }
    issued = Math.max(seen, issued) + 1;
    queue.put({ q: id, n: issued, f: sheet.read(id) }, sending);
    isDirty = true;
    show();
    slow = slow || setTimeout(function () {
      slow = 0;
      if (queue.size() && !isFailing) { sheet.say("saving"); }
    }, delay + SLOW);
    if (!isFailing || stopped) { later(delay); }
  }

  /* One at a time, in order; what fails is tried again after a pause that grows. */
  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  }

  function flush() {
    clearTimeout(timer);
    if (sending || stopped === "closed") { return; }
    if (!queue.size()) { settle(); } else if (navigator.onLine === false) { fail(0); } else { send(queue.first()); }
  }

  function send(entry, isSecond) {
    var body = new URLSearchParams();
    /* A device that was away sends old numbers: only who asks for everything hears of them. Long texts are spared. */
    var since = form.querySelector("textarea") ? seen : 0;
    [["question", entry.q], ["sequence", entry.n], ["key", entry.k], ["seen", since]].concat(entry.f)
      .forEach(function (pair) { body.append(pair[0], pair[1]); });
    sending = entry;
    window.quizAsk(form, "POST", body).then(function (reply) {
      if (reply.status === 400 && !isSecond) {
        return refresh().then(function () { send(entry, true); });
      }
      sending = null;
      if (reply.status === 200) { accept(entry, reply.data); } else { refuse(entry, reply); }
    }).catch(function () {
      sending = null;
      if (!stopped) { fail(0); }
    });
  }

  function accept(entry, data) {
    var before = seen;
    queue.drop(entry);
    isFailing = false;
    pause = 0;
    stopped = "";
    seen = Math.max(seen, data.sequence);
    isStale = isStale || !data.saved;
    sheet.count(data);
    if (!queue.has(entry.q)) { sheet.markSaved(entry.q); }
    show();
    hear(data.others, before);
    flush();
  }

  function refuse(entry, reply) {
    if (reply.status === 409 && reply.data.closed) {
      close(reply.data, entry);
      if (after && stopped === "closed") { after(); }
    } else if (reply.status === 401) {
      stop("sign_in", reply.data.sign_in);
    } else if (reply.status === 400) {
      miss(entry, "refused");
      flush();
    } else if (reply.status < 500 && reply.status !== 429) {
      stop("foreign", location.href);
    } else {
      fail(reply.wait);
    }
  }

  function miss(entry, why) {
    queue.drop(entry);
    sheet.mark(entry.q, why);
  }

  function fail(wait) {
    isFailing = true;
    pause = Math.min(LONGEST_PAUSE, pause * 2 || 2);
    later(1000 * (Math.max(pause, wait) + Math.random()));
    show();
    sheet.say(after && !queue.isInMemory() ? "offline" : kept());
    after = null;
  }

  /* Nothing can be sent until the person has done something. */
  function stop(why, to) {
    stopped = why;
    isFailing = true;
    show();
    sheet.say(why, to);
    after = null;
  }

  /* The attempt is over: what came too late is sent all the same, since the server keeps it. */
  function close(data, entry) {
    if (stopped === "closed") { return; }
    queue.each(function (one) { if (!data.late || !entry || one === entry) { miss(one, "missed"); } });
    if (queue.size()) { send(queue.first()); return; }
    stopped = "closed";
    sheet.freeze();
    sheet.say(data.late ? "late" : "closed", "ended" in words ? "" : words.over);
  }

  function settle() {
    if (isStale) {
      isStale = false;
      refresh().then(flush, flush);
      return;
    }
    if (isDirty || news) { sheet.say(news ? "heard" : calm, "", news); }
    isDirty = isFailing = false;
    news = "";
    if (after) { after(); }
  }

  /* What stands on the server: a fresh token, and what other windows have saved. */
  function refresh(isQuiet) {
    return window.quizAsk(form, "GET").then(function (reply) {
      var before = seen;
      if (reply.status === 401) { stop("sign_in", reply.data.sign_in); }
      if (reply.status !== 200) { throw new Error(String(reply.status)); }
      isDirty = isDirty || !!stopped;
      stopped = "";
      token.value = reply.data.token;
      seen = Math.max(seen, reply.data.sequence);
      if (reply.data.closed) { close(reply.data); return; }
      sheet.count(reply.data);
      hear(reply.data.answers, before, isQuiet);
    });
  }

  function hear(answers, before, isQuiet) {
    var here = document.activeElement;
    answers.forEach(function (one) {
      var id = one.question, given = one.fields, isHere = sheet.isText(here) && sheet.idOf(here) === id;
      if (one.sure) { given["sure-" + id] = [String(one.sure)]; }
      if (!sheet.write(id, given, true) || (queue.has(id) && (isQuiet || one.sequence <= before))) { return; }
      if (!queue.has(id) && !isHere) { sheet.write(id, given); }
      if (isQuiet) { sheet.markSaved(id); return; }
      sheet.mark(id, queue.has(id) || isHere ? "both" : "other");
      news += (news && " ") + words.heard.replace("{n}", sheet.number(id));
    });
  }

  /* Whoever leaves by a button of the form goes when everything has arrived; without a line the page stays. */
  function leave(event) {
    var button = event.submitter || pressed;
    if (isGone || "ended" in words) { return; }
    event.preventDefault();
    if (after) { return; }
    pause = 0;
    isDirty = true;
    sheet.say("saving");
    after = function () {
      if (!button || button.value === "stay") { after = null; return; }
      refresh().then(function () { go(button); }).catch(function () { if (!stopped) { fail(0); } });
    };
    flush();
  }

  function go(button) {
    var isDue = after && !queue.size() && (stopped !== "closed" || button.hasAttribute("data-submit"));
    after = null;
    isGone = isGone || isDue;
    /* All answers have arrived one by one: the form sends none of them again. */
    sheet.mute(isDue && !("unsaved" in words));
    if (isDue) { button.click(); }
    sheet.mute(false);
  }

  /* Whether another window has saved something: asked when this one comes back into view. */
  function look() {
    if (document.hidden || sending || stopped === "closed") { return; }
    if (queue.size()) { flush(); } else { refresh().then(settle).catch(function () { news = ""; }); }
  }

  function timeUp() {
    calm = "time_up";
    isDirty = true;
    sheet.freeze(form.querySelector("[data-submit]"));
    flush();
  }

  form.addEventListener("input", function (event) {
    var id = sheet.isText(event.target) && sheet.idOf(event.target);
    if (id) { put(id, TYPING); }
  });
  form.addEventListener("change", function (event) {
    var id = !sheet.isText(event.target) && sheet.idOf(event.target);
    if (id) { put(id, 0); }
  });
  form.addEventListener("focusout", function () { if (queue.size() && !isFailing) { later(0); } });
  form.addEventListener("submit", leave);
  form.addEventListener("timeup", timeUp);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (button && button.form === form) { pressed = button; }
  }, true);
  document.addEventListener("visibilitychange", look);
  window.addEventListener("storage", function (event) {
    if (!event.newValue && String(event.key).indexOf(shelf) === 0) { look(); }
  });
  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", function (event) {
    if (queue.size() && !isGone && stopped !== "sign_in") {
      event.preventDefault();
      event.returnValue = "";
    }
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });
  load();
})();
