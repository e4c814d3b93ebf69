/* The time that is left of an attempt, by the server's clock: shown in minutes, with a word at five minutes and at
   one. Both can be hidden. Without this file the page states the end. */
(function () {
  "use strict";

  var place = document.getElementById("clock"), form = document.getElementById("quiz");
  if (!place || !window.performance) { return; }

  var MINUTE = 60, LAST = [5, 1], MOMENT = 20;
  var words = place.dataset, whole = Number(words.left), began = performance.now(), timer = 0;
  var line = place.querySelector("p"), told = place.querySelector("[role=status]"), button = place.querySelector("button");

  function tick() {
    var seconds = whole - (performance.now() - began) / 1000, minutes = Math.ceil(seconds / MINUTE);
    clearTimeout(timer);
    if (seconds <= 0) {
      place.hidden = true;
      form.dispatchEvent(new CustomEvent("timeup"));
      return;
    }
    line.querySelector("[data-time]").textContent = words.minutes.replace("{n}", minutes);
    warn(minutes);
    timer = setTimeout(tick, 1000 * (seconds - (minutes - 1) * MINUTE) + MOMENT);
  }

  function warn(minutes) {
    var due = LAST.filter(function (one) { return minutes <= one; }).pop(), text = due ? words["last_" + due] : "";
    if (told.textContent !== text) { told.textContent = text; }
    line.className = text ? "m0 t-warn" : "m0";
  }

  function hide(isHidden) {
    line.hidden = isHidden;
    button.textContent = isHidden ? words.show : words.hide;
    history.replaceState({ isClockHidden: isHidden }, "");
  }

  button.addEventListener("click", function () { hide(!line.hidden); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden && !place.hidden) { tick(); } });
  /* Each answer of the server sets the clock: a computer that has slept would count too much. */
  form.addEventListener("served", function (event) {
    if (place.hidden) { return; }
    whole = words.until - event.detail;
    began = performance.now();
    tick();
  });
  place.hidden = false;
  hide(!!(history.state && history.state.isClockHidden));
  tick();
})();
