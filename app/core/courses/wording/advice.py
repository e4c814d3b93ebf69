"""Sentences that advise: nothing stops publication, but somebody should look."""

WARNINGS: dict[str, tuple[str, str]] = {
    "tracks-without-language": (
        "Modules have the language “{language}”, and no track has words in it: its readers see other words.",
        "Add “{language}: …” to the title and the summary of every track.",
    ),
    "file-unused": ("{path} is no part of the module.", "Move it to media/, or away."),
    "module-in-no-track": (
        "No track lists the module “{id}”, so the catalogue does not show it.",
        "Add it to a track in tracks.yaml.",
    ),
    "longest-right": (
        "The right option is the longest by far ({right} characters, the next {wrong}), which gives it away.",
        "Shorten it, or lengthen a wrong one.",
    ),
    "all-of-the-above": (
        "“{words}” lets people guess from half of the knowledge.",
        "Name what you mean, or make it a multiple choice.",
    ),
    "negative-stem": (
        "“{word}” is easily overlooked in what is asked.",
        "Ask for what is right, or write the word in **bold**.",
    ),
    "guessing": (
        "Whoever only guesses passes with a chance of {chance} %, above 5 %.",
        "Add questions or options, raise the pass mark, or allow fewer attempts.",
    ),
    "certainty-mark": (
        "With certainty, whoever gets everything right and is fairly sure of it reaches {reached} %, less than the {mark} % to pass.",
        "Set “pass” to {reached} or less, or leave “certainty” out.",
    ),
    "image-heavy": (
        "The file has {size} KB; above 120 KB it is slow on a weak connection.",
        "Make it smaller, or compress it more.",
    ),
    "lesson-heavy": (
        "The lesson with its images has {size} KB, above 150 KB; videos are not counted, since they load on demand.",
        "Make the images smaller, or split the lesson.",
    ),
    "translation-old": (
        "The source {origin} has changed since this translation was made.",
        "Compare the two, then let the platform renew “translates”.",
    ),
}
