/* What waits to be sent of a quiz, in order: in memory, and in this browser until it has arrived; and the way to the
   server. Used by quiz.js. */
(function () {
  "use strict";

  var TOO_LONG = 15000;

  /* One request about the answers; what comes back is JSON, or it is no answer of ours. */
  window.quizAsk = function (form, method, body) {
    var stop = window.AbortController ? new AbortController() : null;
    var alarm = setTimeout(function () { if (stop) { stop.abort(); } }, TOO_LONG);
    return fetch(form.dataset.answers, {
      method: method, body: body, cache: "no-store", credentials: "same-origin", signal: stop ? stop.signal : undefined,
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value }
    }).then(function (answer) {
      return answer.text().then(function (text) {
        var data = {};
        var date = Date.parse(answer.headers.get("Date"));
        clearTimeout(alarm);
        if (date) { form.dispatchEvent(new CustomEvent("served", { detail: date / 1000 })); }
        try { data = JSON.parse(text); } catch (page) { if (answer.ok) { throw page; } }
        return { status: answer.status, data: data, wait: Number(answer.headers.get("Retry-After")) || 0 };
      });
    });
  };

  window.quizQueue = function (shelf) {
    var entries = [], isInMemory = false;

    /* Each entry has a place of its own in the store, so that two windows never write over each other's. */
    function put(entry, sending) {
      entries.filter(function (one) { return one.q === entry.q && one !== sending; }).forEach(drop);
      entry.k = key();
      entries.push(entry);
      try { localStorage.setItem(shelf + entry.k, JSON.stringify(entry)); } catch (_full) { isInMemory = true; }
    }

    function key() {
      return [].map.call(window.crypto.getRandomValues(new Uint32Array(4)), function (one) {
        return one.toString(36);
      }).join("-");
    }

    function drop(entry) {
      entries = entries.filter(function (one) { return one !== entry; });
      try { localStorage.removeItem(shelf + entry.k); } catch (_closed) { isInMemory = true; }
    }

    /* What an earlier page, or another window, has left. */
    function load() {
      try {
        Object.keys(localStorage).forEach(function (name) {
          if (name.indexOf(shelf) === 0) { entries.push(JSON.parse(localStorage.getItem(name))); }
        });
      } catch (_closed) { isInMemory = true; }
      return entries.sort(function (a, b) { return a.n - b.n || (a.k < b.k ? -1 : 1); });
    }

    return {
      put: put, drop: drop, load: load,
      each: function (act) { entries.forEach(act); },
      first: function () { return entries[0]; },
      has: function (id) { return entries.some(function (one) { return one.q === id; }); },
      size: function () { return entries.length; },
      isInMemory: function () { return isInMemory; }
    };
  };
})();
