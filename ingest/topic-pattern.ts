/** `tele/{device}/+/SENSOR`, `N/{portal}/#`: an MQTT filter whose levels may be captured by a name. */
export class TopicPattern {
  readonly #levels: readonly string[];

  constructor(pattern: string) {
    this.#levels = pattern.split('/');
  }

  /** What the names caught, or null when the topic is another. */
  captures(topic: string): Record<string, string> | null {
    const levels = topic.split('/');
    const captures: Record<string, string> = {};
    for (const [i, wanted] of this.#levels.entries()) {
      if (wanted === '#') return captures;
      const level = levels[i];
      if (level === undefined) return null;
      const name = captureName(wanted);
      if (name !== null) captures[name] = level;
      else if (wanted !== '+' && wanted !== level) return null;
    }
    return levels.length === this.#levels.length ? captures : null;
  }

  /** The names that it captures. */
  names(): string[] {
    return this.#levels.map(captureName).filter((name) => name !== null);
  }
}

function captureName(level: string): string | null {
  return /^\{(\w+)\}$/.exec(level)?.[1] ?? null;
}

/** `{portal}-{instance}` with what the pattern caught. */
export function fillTemplate(template: string, captures: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => captures[name] ?? whole);
}
