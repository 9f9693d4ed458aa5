// The board's colours on a dark ground: cool ones state facts, warm ones ask for an act, what is measured is drawn in
// ink. A test holds them to the board's palette.
{
  state: { working: '#2fcf9b', idle: '#6f9cff', off: '#eaf0f6', unknown: '#8a99aa' },
  level: { watch: '#c8b48a', yellow: '#ffce3d', red: '#ff6a58' },
  ink: '#eaf0f6',
  inkSoft: '#aebac8',
  inkFaint: '#8a99aa',
}
