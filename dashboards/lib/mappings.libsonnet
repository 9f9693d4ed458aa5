// How the numbers of the time series (see model/activity.ts and model/finding.ts) become words and colours.
local config = import '../config.libsonnet';
local palette = import 'palette.libsonnet';

local stateNumbers = { unknown: 0, off: 1, idle: 2, working: 3 };
local levelNumbers = { watch: 1, yellow: 2, red: 3 };

local valueMapping(entries) = { type: 'value', options: { [entry.value]: { text: entry.text, index: entry.index } + (if entry.color == null then {} else { color: entry.color }) for entry in entries } };

// A step for each number, for what colours by threshold only, such as a map.
local stepsOf(numbers, colours) = [
  { value: if numbers[name] == 0 then null else numbers[name], color: colours[name] }
  for name in std.sort(std.objectFields(numbers), function(name) numbers[name])
];

function(words) {
  local numbered(numbers, texts, colours) = [valueMapping([
    { value: std.toString(numbers[name]), text: texts[name], color: colours[name], index: numbers[name] }
    for name in std.objectFields(numbers)
  ])],

  states: numbered(stateNumbers, words.state, palette.state),
  stateSteps: stepsOf(stateNumbers, palette.state),
  levels: numbered(levelNumbers, words.level, palette.level),
  kinds: [valueMapping([
    { value: name, text: words.kind[name], color: null, index: 0 }
    for name in std.objectFields(words.kind)
  ])],
  measured: { mode: 'absolute', steps: [
    { value: null, color: palette.level.yellow },
    { value: config.thresholds.measured, color: palette.ink },
  ] },
  yesNo(yes, no): [{ type: 'value', options: {
    'true': { text: yes, index: 0 },
    'false': { text: no, index: 1 },
  } }],
}
