import { expect, test } from 'vitest';
import { activityStates, findingLevels } from '../language/field.ts';
import { appearances, contrast, cssVariables, palettes } from './palette.ts';

test.each(appearances)('%s: every ink is readable on every ground (WCAG AA, 4.5)', (appearance) => {
  const palette = palettes[appearance];
  for (const ground of [palette.ground, palette.surface, palette.raised, palette.land]) {
    for (const ink of [palette.ink, palette.inkSoft, palette.inkFaint]) {
      expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test.each(appearances)('%s: every state can be written and drawn on a surface', (appearance) => {
  const palette = palettes[appearance];
  for (const state of activityStates) {
    expect(contrast(palette.state[state], palette.surface), state).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette.state[state], palette.land), state).toBeGreaterThanOrEqual(3);
  }
});

test.each(appearances)('%s: the writing on a card is readable', (appearance) => {
  const palette = palettes[appearance];
  for (const level of findingLevels) {
    expect(contrast(palette.level[level], palette.onLevel[level]), level).toBeGreaterThanOrEqual(4.5);
  }
});

test('black on white has the greatest contrast there is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

test('a palette becomes custom properties in kebab case', () => {
  const variables = cssVariables(palettes.dark);
  expect(variables['--ink-soft']).toBe(palettes.dark.inkSoft);
  expect(variables['--state-working']).toBe(palettes.dark.state.working);
  expect(variables['--on-level-red']).toBe(palettes.dark.onLevel.red);
});
