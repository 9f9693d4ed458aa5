type WithoutAbsent<Fields> = { [Key in keyof Fields]: Exclude<Fields[Key], undefined> };

/** The same fields without those that were not sent: a port's optional field is absent, never undefined. */
export function withoutAbsent<Fields extends object>(fields: Fields): WithoutAbsent<Fields> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as WithoutAbsent<Fields>;
}
