/* What a quiz has kept in this browser goes when its attempt is over, and when the person signs out. */
(function () {
  "use strict";

  function forget(start) {
    try {
      Object.keys(localStorage).forEach(function (name) {
        if (name.indexOf(start) === 0) { localStorage.removeItem(name); }
      });
    } catch (_closed) { return; }
  }

  var over = document.querySelector("[data-forget]");
  if (over) { forget("quiz:" + over.getAttribute("data-forget") + ":"); }

  document.addEventListener("submit", function (event) {
    if (/\/(sign-out|sessions\/end)$/.test(event.target.action) && navigator.onLine !== false) {
      window.addEventListener("pagehide", function () { forget("quiz:"); });
    }
  });
})();
