/* Questions, with a little help: answers are checked without leaving the page, and an order can be made with
   buttons. Without this file the same forms work by themselves. */
(function () {
  "use strict";

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  /* Check a practice question in place; if anything fails, send the form in the plain way. */
  function check(event) {
    var form = event.target, box = form.closest("[data-practice]");
    if (!box || !window.fetch || !window.URLSearchParams) { return; }
    event.preventDefault();
    form.setAttribute("aria-busy", "true");
    fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "text/html;fragment=1" },
      credentials: "same-origin"
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (html) {
      var fresh = new DOMParser().parseFromString(html, "text/html");
      var fields = form.querySelector("fieldset");
      fields.innerHTML = fresh.querySelector("fieldset").innerHTML;
      orders(fields);
      box.querySelector("[role=status]").innerHTML = fresh.querySelector("[role=status]").innerHTML;
      form.removeAttribute("aria-busy");
    }).catch(function () { form.submit(); });
  }

  /* Buttons that move an item up and down and write its place into the list beside it. */
  function orders(root) {
    each(root.querySelectorAll(".ord[data-up]"), function (list) {
      sort(list);
      each(list.children, function (item) {
        add(list, item, "\u2191", list.getAttribute("data-up"), -1);
        add(list, item, "\u2193", list.getAttribute("data-down"), 1);
      });
    });
  }

  function sort(list) {
    var items = [].slice.call(list.children);
    items.sort(function (a, b) { return place(a) - place(b); });
    each(items, function (item) { list.appendChild(item); });
  }

  function place(item) { return Number(item.querySelector("select").value) || 0; }

  function add(list, item, sign, words, step) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "mini";
    button.textContent = sign;
    button.setAttribute("aria-label", words + ": " + item.querySelector("[id$=-text]").textContent.trim());
    button.addEventListener("click", function () { move(list, item, step, button); });
    item.appendChild(button);
  }

  function move(list, item, step, button) {
    var other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) { return; }
    list.insertBefore(item, step < 0 ? other : other.nextElementSibling);
    each(list.children, function (one, index) {
      one.querySelector("select").value = String(index + 1);
    });
    item.querySelector("select").dispatchEvent(new Event("change", { bubbles: true }));
    button.focus();
  }

  document.addEventListener("submit", check);
  orders(document);
})();
