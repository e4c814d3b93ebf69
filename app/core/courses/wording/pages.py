"""Sentences about Markdown, links, images, tables and charts."""

ERRORS: dict[str, tuple[str, str]] = {
    "front-matter-missing": (
        "The file does not begin with front matter.",
        "Begin with ---, the title on the next line, and --- again.",
    ),
    "front-matter-open": ("The front matter is never closed.", "Add a line of --- below it."),
    "front-matter-shape": ("The front matter must hold keys and values.", "Write “title: …”."),
    "block-form": (
        "This line begins with two colons.",
        "A box or a question begins with three.",
    ),
    "heading-form": (
        "This looks like a heading, but no space follows the signs.",
        "Write a space after “{signs}”.",
    ),
    "block-indented": (
        "A box or a question begins at the left margin.",
        "Delete the spaces before the colons.",
    ),
    "block-open": (
        "The block “{name}” is never closed before {next} .",
        "Add a line of ::: where it ends.",
    ),
    "block-close-alone": (
        "Nothing is open that this could close.",
        "Delete the line, or open a box above it.",
    ),
    "block-unknown": (
        "There is no box of the kind “{name}”.",
        "Use one of: {known}; or “question” with an id.",
    ),
    "block-attribute": (
        "The box takes nothing after its name: “{rest}”.",
        "Delete what follows “::: {name}”.",
    ),
    "block-empty": ("The box “{name}” is empty.", "Write something inside, or delete it."),
    "block-lost": (
        "This block stands inside a list, a quotation or a footnote.",
        "Put a blank line before it and begin at the left margin.",
    ),
    "code-open": ("The code that begins here is never closed.", "Add the closing line."),
    "raw-html": (
        "Raw HTML is not allowed: “{html}”.",
        "Write it in Markdown, or in `backticks` to show it as it is.",
    ),
    "too-deep": ("Lists and quotations are nested too deep here.", "Write it flatter."),
    "heading-one": (
        "A single # makes a second title; the title stands in the front matter.",
        "Begin headings with ##.",
    ),
    "heading-jump": (
        "The heading jumps from level {above} to level {level}.",
        "Use {expected} here.",
    ),
    "heading-empty": ("The heading has no words.", "Write them, or delete the line."),
    "heading-in-question": ("A question cannot have headings.", "Write the words in **bold**."),
    "image-without-alt": (
        "The image {src} has no alternative text.",
        "Describe it between the square brackets, or add {{decorative}} if it says nothing.",
    ),
    "image-both": (
        "The image {src} is called decorative and has an alternative text.",
        "Delete one of the two.",
    ),
    "image-remote": (
        "The image {src} lies on another site.",
        "Save it in media/ and name it from there.",
    ),
    "image-in-line": (
        "A chart or a video stands on a line of its own: {src}.",
        "Put a blank line before and after it.",
    ),
    "image-kind": (
        "{src} is not a kind of image that is shown here.",
        "Use PNG, JPEG, GIF, WebP, SVG, CSV or MP4.",
    ),
    "chart-decorative": (
        "A chart or a video is never decorative: {src}.",
        "Write its title between the square brackets.",
    ),
    "file-not-there": ("There is no file {path}.", "Correct the path, or add the file."),
    "file-outside": ("{path} leaves the module's folder.", "Keep images and files in media/."),
    "link-scheme": (
        "Links to “{href}” are not allowed.",
        "Link with https, http or mailto, or to a file of the courses.",
    ),
    "link-absolute": (
        "“{href}” is not a relative path.",
        "Write the path from this file, such as 02-next.md.",
    ),
    "link-nowhere": ("“{href}” leads nowhere.", "Correct the path to a page of the courses."),
    "link-section": (
        "The page has no section “{section}”.",
        "Sections are called s1, s2 … and, below them, s2-1.",
    ),
    "link-empty": (
        "The link to {href} has no words.",
        "Write between the square brackets where it leads.",
    ),
    "footnote-nowhere": ("The footnote {label} is not there.", "Add a line “{label}: …”."),
    "footnote-unused": (
        "Nothing refers to the footnote {label}.",
        "Write {label} where it belongs, or delete it.",
    ),
    "footnote-twice": ("The footnote {label} is written twice.", "Give one of them another name."),
    "footnote-in-question": (
        "Footnotes do not work inside a question: {label}.",
        "Write it into the text or the explanation.",
    ),
    "attribute-unknown": (
        "“{attribute}” is not known here.",
        "Only {{lang=ru}} after words in brackets and {{decorative}} after an image are known.",
    ),
    "table-without-header": (
        "The table has no header row.",
        "Write the names of the columns in its first line and a line of dashes under it.",
    ),
    "table-row-long": (
        "The row has {found} cells and the table {expected} columns.",
        "Remove a cell; a bar inside a cell is written \\|.",
    ),
    "media-kind": (
        "{path} is not a kind of file that a module can hold.",
        "Use PNG, JPEG, GIF, WebP, SVG, CSV, MP4, VTT or PDF.",
    ),
    "media-damaged": ("The file is not the {kind} that its name says.", "Export it again."),
    "svg-active": (
        "The SVG holds something active or from elsewhere: {what}.",
        "Export it as a plain SVG, without scripts, styles from elsewhere or embedded pages.",
    ),
    "captions-missing": (
        "The video {src} has no captions.",
        "Add {path} with the words as WebVTT.",
    ),
    "captions-shape": ("Captions begin with the line WEBVTT.", "Export them as WebVTT."),
    "chart-empty": ("The chart has no rows.", "Write a header row and at least one row below it."),
    "chart-columns": (
        "A chart has a column of labels and one to {most} columns of numbers; here are {found}.",
        "Remove or add columns.",
    ),
    "chart-rows": (
        "A chart shows at most {most} rows; here are {found}.",
        "Group them, or show a table.",
    ),
    "chart-cells": (
        "The row has {found} cells and the header {expected}.",
        "Write one cell for each column.",
    ),
    "chart-label": ("The row or column has no name.", "Write one."),
    "chart-number": (
        "“{found}” is not a number.",
        "Write digits, with a point or a comma for fractions.",
    ),
}
