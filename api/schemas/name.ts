import { z } from 'zod';

/** An id of the registry with the name a reader knows it by. */
export const Named = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Named' });
export type Named = z.infer<typeof Named>;

/** A sentence in both languages of the board. */
export const Sentence = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Sentence' });

/** An instant, UTC epoch milliseconds. */
export const TimeMs = z.number().describe('An instant, UTC epoch milliseconds.');
