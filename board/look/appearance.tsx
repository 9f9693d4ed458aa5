import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { type Appearance, appearances, cssVariables, type Palette, palettes } from './palette.ts';
import { useStored } from './stored.ts';

interface AppearanceChoice {
  appearance: Appearance;
  palette: Palette;
  /** On its way to paper, where nothing scrolls: lists are whole. */
  printing: boolean;
  choose(appearance: Appearance): void;
}

const AppearanceContext = createContext<AppearanceChoice | null>(null);

/** Dark for the wall, light for the desk; the choice is kept in this browser. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [appearance, choose] = useStored('liangshai.appearance', appearances, 'dark');
  const printing = usePrinting();
  const palette = palettes[printing ? 'light' : appearance];

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset.appearance = appearance;
    root.style.colorScheme = appearance;
    for (const [name, value] of Object.entries(cssVariables(palette))) root.style.setProperty(name, value);
  }, [appearance, palette]);

  const choice = useMemo(
    () => ({ appearance, palette, printing, choose }),
    [appearance, palette, printing, choose],
  );
  return <AppearanceContext value={choice}>{children}</AppearanceContext>;
}

/** Paper is white whatever the screen is. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    // The browser prints what stands when the listeners have returned, so the change cannot wait for its turn.
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}

export function useAppearance(): AppearanceChoice {
  const choice = useContext(AppearanceContext);
  if (choice === null) throw new Error('useAppearance needs an AppearanceProvider above it');
  return choice;
}
