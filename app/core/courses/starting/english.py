"""The first pages of a new module in English: they show how to write by being written so."""

MODULE = """\
---
title: {title}
summary: Say in one sentence what people can do after this module.
outcomes:
  write: Write a lesson that people can read on a phone.
  show: Show figures in a table or a chart.
  ask: Ask questions that test what was taught.
---
This is the introduction. It says for whom the module is, which problem of their work it solves, and what they know at the end.

Everything in this module is an example that you write over. It can be read, checked and previewed as it stands, so change one thing at a time and look at the preview.

The three outcomes above say what people can do afterwards. Begin each with a verb. At least one graded question tests each of them.
"""

WRITING = """\
---
title: Writing a lesson
minutes: 10
---
A lesson takes 10 to 15 minutes and answers one question. Begin with the answer, or with a case from people's work.

## Headings divide the lesson

Two signs `##` before a line make it a heading, three `###` one below it. Readers see the headings as a table of contents.

### Short paragraphs

An empty line begins a new paragraph. Two or three sentences are enough for a small screen.

- A line with a hyphen is a point in a list.
- **Two stars** make words strong, *one star* makes them stand out a little.
- A link has its words in square brackets and its address in round ones: [the next lesson](02-pictures-and-tables.md), [the Convention](https://www.unhcr.org/1951-refugee-convention).

## Boxes hold what must not be missed

::: note
A note adds something that is good to know.
:::

::: example
An officer at a small airport reads a passport that looks new, and a story that does not. What comes first?
:::

There are also `tip` and `warning`.

## Practice comes at once

A question inside a lesson is practice: nothing is counted, and the explanation follows.

::: question first-sentence outcome=write
How does a good lesson begin?

- ( ) With the history of the subject, from its beginnings.
  > Interesting, and far from what people came for.
- (x) With the answer, or with a case from their work.
  > Right: people see at once what it is good for.
- ( ) With a list of all laws on the matter.
  > Name a law where it is needed.

?? What does somebody with ten minutes look for first?
!! Who reads between two duties decides in the first lines whether to go on.
:::
"""

SHOWING = """\
---
title: Pictures, tables and charts
minutes: 10
---
Show what words say badly: where something is, how much there is of it, in which order things happen.

## A picture has a description

Bring pictures in on the page “Pictures and files”. There you write what can be seen in them, and copy the line that shows the picture in your text. The description is what people hear who cannot see the picture, and what stands there when the line is too slow.

## A table has a header row

| Question | Where the answer stands |
|---|---|
| Who is the holder? | on the data page |
| Where was the holder? | in the stamps |
| May the holder enter? | in the visa and in the law |

## A chart is drawn from figures

A chart is made from a CSV file with a header row. Its figures stand below it as a table, so that they can be read and checked.

![An example with invented figures: seconds that readers give to a page, by its length](media/example-{language}.csv)

::: question chart-source outcome=show
What is a chart in a lesson drawn from?

- ( ) From a picture of a chart.
  > A picture of figures cannot be read out, and nobody can check it.
- (x) From a CSV file with a header row.
  > Right: the figures stay figures.
- ( ) From a table in the text.
  > A table in the text stays a table.

!! Change a figure in the file, and the chart changes with it.
:::
"""

ASKING = """\
---
title: Questions
minutes: 10
---
A question tests one outcome. Ask for a decision in a case, not for a word from the text.

## Each question has a name that stays

The first word after `::: question` is its name. It is never shown and never changes: results are kept under it.

## The kinds of questions

One answer, several answers, true or false, a short text, a number, matching, putting in order, gaps, and an open answer that a trainer reads. The page “Questions” has a form for each of them.

::: question good-wrong outcome=ask
What makes a wrong option a good one?

- ( ) That nobody would ever choose it.
  > Then it tests nothing.
- ( ) That it is much shorter than the right one.
  > Then its length gives it away.
- (x) That it is a mistake which people really make.
  > Right: then its feedback can help them.

!! Collect the mistakes of your last training: each is an option.
:::

## Feedback teaches

Below an option stands what is said to people who choose it. `??` is a hint before the answer, `!!` the explanation after it.
"""

QUIZ = """\
---
title: Final quiz
---
::: question begin-with outcome=write
A colleague begins a lesson with two pages on the history of a convention. What do you advise?

- ( ) To keep it, since history explains everything else.
  > It may explain much; it does not say why to read on.
- ( ) To move the quiz to the beginning.
  > A quiz tests what was taught, so it comes last.
- (x) To begin with a case and to shorten the history.
  > Right: the case says why the history matters.
- ( ) To set the history in small letters.
  > Small letters are read by nobody.

!! First what it is good for, then where it comes from.
:::

::: question lesson-signs outcome=write rule=all
What belongs in a good lesson?

- [x] Headings that tell what is below them.
- [ ] Paragraphs of half a page.
- [x] A case from people's work.
- [x] A practice question.
- [ ] Every law on the matter in full.

!! Headings, cases and practice carry a reader along; long paragraphs and laws in full stop them.
:::

::: question show-how outcome=show
Match what you want to show with the way to show it.

- how a number grew over the years => a chart
- what is asked and where it is answered => a table
- how a genuine stamp looks => a picture with a description
- => a longer paragraph

!! Figures become a chart, pairs become a table, what is seen becomes a picture.
:::

::: question chart-file outcome=show
A chart is drawn from a file with the ending [[CSV|.csv]].

?? Three letters; any spreadsheet can save it.
!! Save the sheet as CSV, with the names of its columns in the first row.
:::

::: question write-order type=order outcome=ask
Put the steps of writing a question in order.

1. Choose the outcome that it tests.
2. Describe a case.
3. Ask for a decision.
4. Add mistakes that people make as options.
5. Explain the right answer.

!! The outcome comes first: it decides which case is worth asking about.
:::

::: question options-in-choice outcome=ask
A question with one right option has four options. Out of 100 people who only guess, how many find it on average?

= 25

?? Each option is as likely as the others.
!! One in four. More questions help against luck better than more options do.
:::
"""

TABLE = """\
length of the page,seconds
one screen,50
two screens,80
five screens,95
ten screens,100
"""

PAGES = {
    "module.md": MODULE,
    "01-writing-a-lesson.md": WRITING,
    "02-pictures-and-tables.md": SHOWING,
    "03-questions.md": ASKING,
    "quiz.md": QUIZ,
}
