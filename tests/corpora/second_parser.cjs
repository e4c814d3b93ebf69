// Reads a list of GIFT texts from standard input with another project's parser, and writes what it made of each.
const parse = require(process.argv[2]).parse;
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const told = texts.map(function (text) {
  try {
    return { count: parse(text).length };
  } catch (error) {
    return { error: error.message, line: error.location && error.location.start.line };
  }
});
process.stdout.write(JSON.stringify(told));
