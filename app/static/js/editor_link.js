/* The way from the editor to the server: one request, told as a status and its facts; and the saving of a text that
   must not be lost. Used by editor.js. */
(function () {
  "use strict";

  var TOO_LONG = 20000, TYPING = 1500, LONGEST_PAUSE = 60;

  /* What comes back is JSON, or it is no answer of ours; led away to sign in counts as 401. */
  window.editorAsk = function (form, method, address, fields) {
    var stop = window.AbortController ? new AbortController() : null, body = null;
    var alarm = setTimeout(function () { if (stop) { stop.abort(); } }, TOO_LONG);
    if (fields) {
      body = new FormData();
      Object.keys(fields).forEach(function (name) { body.append(name, fields[name]); });
    }
    return fetch(address, {
      method: method, body: body || undefined, cache: "no-store", credentials: "same-origin", redirect: "manual",
      signal: stop ? stop.signal : undefined,
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value }
    }).then(function (answer) {
      if (answer.type === "opaqueredirect") { clearTimeout(alarm); return { status: 401, data: {}, wait: 0 }; }
      return answer.text().then(function (text) {
        var data = {};
        clearTimeout(alarm);
        try { data = JSON.parse(text); } catch (page) { if (answer.ok) { throw page; } }
        return { status: answer.status, data: data, wait: Number(answer.headers.get("Retry-After")) || 0 };
      });
    });
  };

  /* Saves the text after each pause, one request at a time; what fails is tried again after a pause that grows.
     `say(name, words)` tells the state, `differ(reply)` is called where somebody else has saved meanwhile. */
  window.editorSaving = function (form, area, say, differ) {
    var words = form.dataset, kept = words.unsaved ? null : area.value;
    var timer = 0, pause = 0, isSending = false, stopped = "", isFailing = false;

    function isDirty() { return area.value !== kept; }

    function later(delay) {
      clearTimeout(timer);
      timer = setTimeout(save, delay);
    }

    function typed() {
      if (stopped === "long") { stopped = ""; }
      if (stopped) { return; }
      if (!isDirty()) { return; }
      if (!isFailing) { say("typed"); later(TYPING); }
    }

    function save(isSecond) {
      clearTimeout(timer);
      if (isSending || stopped || !isDirty()) { return; }
      if (new Blob([area.value]).size > Number(words.largest)) { stop("long"); return; }
      var text = area.value;
      isSending = true;
      say("saving");
      window.editorAsk(form, "POST", words.page, { words: text, seen: form.elements.seen.value }).then(function (reply) {
        isSending = false;
        if (reply.status === 400 && isSecond !== true) { return refresh().then(function () { save(true); }); }
        if (reply.status === 200) { accept(text, reply.data); } else { refuse(reply); }
      }).catch(function () {
        isSending = false;
        fail(0);
      });
    }

    function accept(text, data) {
      form.elements.seen.value = data.version;
      kept = text;
      pause = 0;
      isFailing = false;
      say("saved", words.saved.replace("{t}", data.at));
      if (isDirty()) { typed(); }
    }

    function refuse(reply) {
      if (reply.status === 409 && reply.data.panel) {
        stop("meanwhile");
        differ(reply.data);
      } else if (reply.status === 401) {
        stop("sign_in");
      } else if (reply.status === 413 || reply.status === 423) {
        stop(reply.status === 413 ? "long" : "locked", reply.data.error);
      } else if (reply.status < 500 && reply.status !== 429) {
        stop("foreign");
      } else {
        fail(reply.wait);
      }
    }

    function fail(wait) {
      isFailing = true;
      pause = Math.min(LONGEST_PAUSE, pause * 2 || 2);
      later(1000 * (Math.max(pause, wait) + Math.random()));
      say("offline");
    }

    function stop(why, text) {
      stopped = why;
      say(why, text);
    }

    /* A fresh token: the session was renewed in another window, or the person has signed in again. */
    function refresh() {
      return window.editorAsk(form, "GET", words.token).then(function (reply) {
        if (reply.status === 401) { stop("sign_in"); }
        if (reply.status !== 200) { throw new Error(String(reply.status)); }
        form.elements.csrf_token.value = reply.data.token;
      });
    }

    /* What may have changed while this window was away. */
    function back() {
      if (stopped === "sign_in") {
        refresh().then(function () { stopped = ""; save(); }).catch(function () { return; });
      } else {
        save();
      }
    }

    /* After a choice between two texts: go on from the version that stands now. */
    function resume(version) {
      form.elements.seen.value = version;
      stopped = "";
      isFailing = false;
    }

    return {
      typed: typed, save: save, back: back, resume: resume, isDirty: isDirty,
      settle: function () { kept = area.value; },
      isStopped: function () { return stopped; }
    };
  };
})();
