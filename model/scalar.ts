import { z } from 'zod';

/** An id that is safe in an MQTT topic, a URL, a file name and a time series tag. */
export const Identifier = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,63}$/u,
    'an id has 1 to 64 letters, digits or _ . : - and starts with a letter or digit',
  );

/** A calendar day in the city's zone, `YYYY-MM-DD`. */
export const Day = z.iso.date('a day is written YYYY-MM-DD');

/** Money in 万元 (10,000 yuan), two decimals. */
export const Wan = z.number().nonnegative().multipleOf(0.01, 'money in 万元 has at most two decimals');
