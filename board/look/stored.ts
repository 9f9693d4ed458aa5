import { useCallback, useState } from 'react';

/** A choice among a few words that this browser remembers. A browser that forbids storage just forgets it. */
export function useStored<Word extends string>(
  key: string,
  words: readonly Word[],
  first: Word,
): [Word, (word: Word) => void] {
  const [word, setWord] = useState<Word>(() => {
    const kept = readStored(key);
    return words.find((known) => known === kept) ?? first;
  });
  const choose = useCallback(
    (next: Word) => {
      setWord(next);
      writeStored(key, next);
    },
    [key],
  );
  return [word, choose];
}

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows of some browsers refuse; the choice then lasts until the page is left.
  }
}
