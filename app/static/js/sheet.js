/* What the questions of a quiz hold, and what is told about them: used by quiz.js, and by nothing else. */
(function () {
  "use strict";

  var BOX = /^(radio|checkbox)$/, OURS = /^(q|sure)-/;

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  window.quizSheet = function (form) {
    var words = form.dataset, state = document.getElementById("state"), told = "";

    function section(id) { return document.getElementById("ask-" + id).closest("section"); }

    function fields(id) {
      return [].filter.call(section(id).querySelectorAll("[name]"), function (field) {
        return OURS.test(field.name);
      });
    }

    /* The question in which something has happened. */
    function idOf(element) {
      var place = element.closest("section"), ask = place && place.querySelector("[id^='ask-']");
      return ask && form.contains(ask) ? ask.id.slice(4) : null;
    }

    function isText(field) { return /^(text|textarea)$/.test(field.type); }

    function read(id) {
      return fields(id).filter(function (field) { return !BOX.test(field.type) || field.checked; })
        .map(function (field) { return [field.name, field.value]; });
    }

    function isBlank(id) {
      return !read(id).some(function (pair) { return pair[0].indexOf("sure-") && pair[1].trim(); });
    }

    /* Put an answer into the fields, or only ask whether they hold another one. */
    function write(id, given, isTrial) {
      var changed = false;
      fields(id).forEach(function (field) {
        var values = given[field.name] || [], what = BOX.test(field.type) ? "checked" : "value";
        var wanted = what === "checked" ? values.indexOf(field.value) >= 0 : values[0] || "";
        if (field[what] === wanted) { return; }
        changed = true;
        if (!isTrial) { field[what] = wanted; }
      });
      if (changed && !isTrial) { each(section(id).querySelectorAll(".ord"), sort); }
      return changed;
    }

    function sort(list) {
      function place(item) { return Number(item.querySelector("select").value) || 0; }
      [].slice.call(list.children).sort(function (a, b) { return place(a) - place(b); })
        .forEach(function (item) { list.appendChild(item); });
    }

    /* In the margin of a question: a word, a shape and a colour. */
    function mark(id, word) {
      var look = { saved: "ok d", kept: "warn w", here: "warn w", refused: "err x", missed: "warn w", other: "warn w" }[word];
      if (!has(id)) { return; }
      var line = section(id).querySelector("[data-state]"), sign = document.createElement("span");
      line.textContent = words[word];
      line.className = look ? "t-" + look.split(" ")[0] : "q";
      if (!look) { return; }
      sign.className = "mk " + look.split(" ")[1];
      sign.setAttribute("aria-hidden", "true");
      line.insertBefore(sign, line.firstChild);
    }

    function markSaved(id) { mark(id, isBlank(id) ? "blank" : "saved"); }

    /* In the one region that screen readers follow: a sentence that is already there is not said again. */
    function say(word, to, text) {
      var line = state.querySelector("[data-said]"), link = document.createElement("a");
      text = text || words[word];
      if (told === text) { return; }
      told = text;
      line.className = /^(all|saving)$/.test(word) ? "" : "t-warn";
      line.textContent = text + (to ? " " : "");
      if (!to) { return; }
      link.href = to;
      link.textContent = words[word + "_link"] || words.result;
      line.appendChild(link);
    }

    function count(data) {
      var place = state.querySelector("b");
      if (place) { place.textContent = words.count.replace("{a}", data.answered).replace("{n}", data.of); }
    }

    function number(id) {
      return section(id).querySelector("h2").id.slice(1);
    }

    /* Nothing can be answered any more; `button` alone stays, and leads to the result. */
    function freeze(button) {
      each(form.querySelectorAll("fieldset"), function (one) { one.disabled = true; });
      each(form.querySelectorAll("[data-leave], #clock"), function (one) { one.hidden = one !== button; });
      if (!button) { return; }
      button.textContent = words.result;
      button.name = "sure";
      button.value = "yes";
    }

    /* While it is mute the form sends no answers, nor what they were. */
    function mute(isMute) {
      each(form.elements, function (field) {
        if (OURS.test(field.name) || field.name === "was") { field.disabled = isMute; }
      });
    }

    /* An answer that has waited in this browser goes back to where it was given. */
    function restore(id, pairs) {
      var given = {};
      pairs.forEach(function (pair) { (given[pair[0]] = given[pair[0]] || []).push(pair[1]); });
      if (has(id)) { write(id, given); }
    }

    function has(id) { return !!document.getElementById("ask-" + id); }

    return {
      mute: mute, restore: restore, idOf: idOf, isText: isText, read: read, write: write, mark: mark,
      markSaved: markSaved, say: say, count: count, number: number, freeze: freeze
    };
  };
})();
