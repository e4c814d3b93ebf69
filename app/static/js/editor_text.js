/* Changes to a text area that the browser's own Undo takes back: words wrapped, lines marked, blocks put in. Used by
   toolbar.js and editor.js. */
(function () {
  "use strict";

  window.editorText = function (area) {
    /* Put a text in place of what is selected; where the browser cannot note it for Undo, it is put in all the same. */
    function put(text, from, to) {
      area.focus();
      area.setSelectionRange(from, to);
      var isDone = false;
      try { isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete"); } catch (_old) { isDone = false; }
      if (!isDone && area.value.slice(from, from + text.length) !== text) {
        area.setRangeText(text, from, to, "end");
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }

    function selected() { return area.value.slice(area.selectionStart, area.selectionEnd); }

    /* Marks around the selected words, or away again. */
    function wrap(mark) {
      var from = area.selectionStart, to = area.selectionEnd, size = mark.length;
      var before = area.value.slice(from - size, from), after = area.value.slice(to, to + size);
      if (before === mark && after === mark && area.value.charAt(from - size - 1) !== "*") {
        put(area.value.slice(from, to), from - size, to + size);
        area.setSelectionRange(from - size, to - size);
        return;
      }
      put(mark + area.value.slice(from, to) + mark, from, to);
      area.setSelectionRange(from + size, to + size);
    }

    /* Every selected line through `change(line, number)`; the same mark twice takes it away (`is`). */
    function lines(is, strip, change) {
      var from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1, to = area.value.indexOf("\n", area.selectionEnd);
      if (to < 0) { to = area.value.length; }
      var rows = area.value.slice(from, to).split("\n"), isMarked = rows.every(function (row) { return is.test(row); });
      var text = rows.map(function (row, number) {
        var plain = row.replace(strip, "");
        return isMarked ? plain : change(plain, number + 1);
      }).join("\n");
      put(text, from, to);
      area.setSelectionRange(rows.length > 1 ? from : from + text.length, from + text.length);
    }

    function edges() {
      var to = area.value.indexOf("\n", Math.max(area.selectionEnd - 1, area.selectionStart));
      return [area.value.lastIndexOf("\n", area.selectionStart - 1) + 1, to < 0 ? area.value.length : to];
    }

    /* What is selected, where it is whole lines; otherwise nothing. */
    function wholeLines() {
      var at = edges(), words = selected().trim();
      return words && area.value.slice(at[0], at[1]).trim() === words ? words : "";
    }

    function replaceLines(words) {
      var at = edges(), before = area.value.slice(0, at[0]), after = area.value.slice(at[1]);
      put((/\n\n$|^$/.test(before) ? "" : "\n") + words + (/^\n\n|^\s*$/.test(after) ? "" : "\n"), at[0], at[1]);
    }

    /* A block with a blank line before and after it, below the line of the caret; `pick` is selected in it. */
    function block(text, pick) {
      var end = area.value.indexOf("\n", area.selectionEnd);
      if (end < 0) { end = area.value.length; }
      var before = area.value.slice(0, end), after = area.value.slice(end);
      var head = /\n\n$|^$/.test(before) ? "" : /\n$/.test(before) ? "\n" : "\n\n";
      var tail = /^\n\n/.test(after) || !after.trim() ? "" : /^\n/.test(after) ? "\n" : "\n\n";
      put(head + text + tail, end, end);
      var at = area.value.indexOf(pick || text, end);
      if (pick && at >= 0) { area.setSelectionRange(at, at + pick.length); }
    }

    /* The caret at the beginning of a line, seen in the middle of the area. */
    function go(line, column) {
      var rows = area.value.split("\n"), at = 0, place = Math.min(Math.max(line, 1), rows.length) - 1;
      rows.slice(0, place).forEach(function (row) { at += row.length + 1; });
      area.focus();
      area.setSelectionRange(at, at + rows[place].length);
      area.blur();
      area.focus();
      area.setSelectionRange(at + Math.min(Math.max((column || 1) - 1, 0), rows[place].length), at + rows[place].length);
      area.scrollIntoView({ block: "nearest" });
    }

    return { put: put, selected: selected, wrap: wrap, lines: lines, block: block, go: go, wholeLines: wholeLines, replaceLines: replaceLines };
  };
})();
