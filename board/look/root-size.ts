import { useEffect, useState } from 'react';

/** The root's font size in px: what 1rem is for things that are drawn, not laid out. */
export function useRootPx(): number {
  const [px, setPx] = useState(readRootPx);
  useEffect(() => {
    const watch = new ResizeObserver(() => setPx(readRootPx()));
    watch.observe(document.documentElement);
    return () => watch.disconnect();
  }, []);
  return px;
}

function readRootPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
