// The form of a question: lines of answers are added, moved and removed without loading the page again.
// Without this script the same buttons send the form, which comes back with everything in it.
(function () {
  "use strict";
  var form = document.querySelector(".question-form");
  if (!form || !window.fetch || !window.DOMParser) return;
  var status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  form.parentNode.insertBefore(status, form);

  function isStep(button) {
    return button && button.name === "go" && /^(add|up-\d+|down-\d+|remove-\d+)$/.test(button.value);
  }

  function focusOn(step) {
    var rows = form.querySelectorAll(".answer");
    var parts = step.split("-");
    var at = Number(parts[1]);
    if (parts[0] === "add") at = rows.length - 1;
    if (parts[0] === "up") at -= 1;
    if (parts[0] === "down") at += 1;
    var row = rows[Math.max(0, Math.min(at, rows.length - 1))];
    var control = row && row.querySelector("textarea");
    if (control) control.focus();
    if (row) status.textContent = row.querySelector("legend").textContent;
  }

  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!isStep(button)) return;
    event.preventDefault();
    var sent = new FormData(form);
    sent.append("go", button.value);
    fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector(".question-form");
        if (!fresh) throw new Error("no form");
        form.replaceChildren.apply(form, Array.prototype.slice.call(fresh.childNodes));
        focusOn(button.value);
      })
      .catch(function () {
        var go = document.createElement("input");
        go.type = "hidden";
        go.name = "go";
        go.value = button.value;
        form.appendChild(go);
        HTMLFormElement.prototype.submit.call(form);
      });
  });
})();
