/** `npm run test:faults` asks for the whole length; in `npm test` each fault has a short pass. */
const isWhole = process.env.FAULTS === 'whole';

export function length(short: number, whole: number): number {
  return isWhole ? whole : short;
}
