// Lays panels out in rows: rows([[height, [[width, panel], …]], …]). The screen is 24 wide, and a row fills it.
local screen = 24;

local place(y, height, entries) =
  assert std.foldl(function(sum, entry) sum + entry[0], entries, 0) == screen : 'a row must be %d wide' % screen;
  [
    entries[i][1] { gridPos: {
      h: height,
      w: entries[i][0],
      x: std.foldl(function(sum, entry) sum + entry[0], entries[0:i], 0),
      y: y,
    } }
    for i in std.range(0, std.length(entries) - 1)
  ];

function(rows)
  std.foldl(
    function(done, row) { y: done.y + row[0], panels: done.panels + place(done.y, row[0], row[1]) },
    rows,
    { y: 0, panels: [] },
  ).panels
