// A course on its way in: the numbers are asked for every two seconds, and the page leads on once it is over.
// Without this script a link shows the page anew.
(function () {
  "use strict";
  var place = document.getElementById("following");
  if (!place || !window.fetch) { return; }

  var EVERY = 2000, LONGEST = 30000;
  var bar = place.querySelector("progress"), pause = EVERY;
  var words = place.querySelector("[data-words]"), count = place.querySelector("[data-count]");

  /* Words are put in only when they have changed: they are read out. The numbers are not. */
  function show(told) {
    if (words.textContent !== told.words) { words.textContent = told.words; }
    count.textContent = told.count;
    bar.max = told.total || 1;
    bar.value = told.done;
  }

  function ask() {
    fetch(place.dataset.state, { headers: { Accept: "application/json" }, cache: "no-store", credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok || answer.redirected) { throw new Error("no state"); }
        return answer.json();
      })
      .then(function (told) {
        if (told.next) { window.location.replace(told.next); return; }
        show(told);
        pause = EVERY;
        setTimeout(ask, pause);
      })
      .catch(function () {
        /* The link is the way out where somebody was signed out meanwhile, or the network is gone. */
        place.querySelector("[data-again]").hidden = false;
        pause = Math.min(2 * pause, LONGEST);
        setTimeout(ask, pause);
      });
  }

  place.querySelector("[data-again]").hidden = true;
  setTimeout(ask, EVERY);
})();
