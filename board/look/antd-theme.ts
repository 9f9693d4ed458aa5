import { type ThemeConfig, theme } from 'antd';
import type { Appearance, Palette } from './palette.ts';

const usualRootPx = 16;

/**
 * The component library in the board's own colours: ink leads, a state's or a card's colour is never a decoration.
 * Its sizes are px; `rootPx` makes them grow with the root as everything else does.
 */
export function antdTheme(appearance: Appearance, palette: Palette, rootPx: number): ThemeConfig {
  const grown = (px: number) => Math.round((px * rootPx) / usualRootPx);
  return {
    algorithm: appearance === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: 'var(--font)',
      fontSize: grown(15),
      controlHeight: grown(32),
      sizeUnit: grown(4),
      borderRadius: grown(6),
      motion: false,
      colorPrimary: palette.ink,
      colorInfo: palette.ink,
      colorLink: palette.ink,
      colorLinkHover: palette.inkSoft,
      colorError: palette.level.red,
      colorWarning: palette.level.yellow,
      colorSuccess: palette.ink,
      colorBgBase: palette.ground,
      colorTextBase: palette.ink,
      colorText: palette.ink,
      colorTextSecondary: palette.inkSoft,
      colorTextTertiary: palette.inkFaint,
      colorTextQuaternary: palette.inkFaint,
      colorTextPlaceholder: palette.inkFaint,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBorder: palette.line,
      colorBorderSecondary: palette.line,
      controlItemBgActive: palette.raised,
      controlItemBgHover: palette.raised,
      controlOutline: 'transparent',
    },
    components: {
      Button: { primaryColor: palette.onInk, primaryShadow: 'none', defaultShadow: 'none' },
      Table: {
        headerBg: palette.surface,
        headerColor: palette.inkSoft,
        headerSplitColor: 'transparent',
        rowHoverBg: palette.raised,
        rowSelectedBg: palette.raised,
        rowSelectedHoverBg: palette.raised,
        bodySortBg: 'transparent',
        headerSortActiveBg: palette.raised,
        headerSortHoverBg: palette.raised,
      },
      Switch: { handleBg: palette.surface },
      Select: { optionSelectedBg: palette.line, optionActiveBg: palette.line },
    },
  };
}
