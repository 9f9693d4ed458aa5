/** One reading of a connection's own meter; `stamp` is its time and makes it unlike the one before. */
export function single(number: number, stamp: number): Buffer {
  return Buffer.from(
    `{"time":${stamp},"energy_kwh":${(stamp % 1e8) / 1000},"power_kw":${12.5 + (number % 7)}}`,
  );
}

/** A gateway's hundred readings. */
export function batch(number: number, stamp: number): Buffer {
  const items: string[] = [];
  for (let i = 0; i < 100; i++) {
    items.push(
      `{"meter":"M${(number * 100 + i) % 1000}","time":${stamp},"energy_kwh":${(stamp % 1e8) / 1000},"power_kw":12.5}`,
    );
  }
  return Buffer.from(`[${items.join(',')}]`);
}
