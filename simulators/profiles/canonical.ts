import type { Frame } from '../meters/frame.ts';
import { type PayloadProfile, type Publication, phases, rounded } from './payload.ts';

interface CanonicalReading {
  time: number;
  energy_kwh: number;
  power_kw?: number;
  voltage_v?: [a: number, b: number, c: number];
}

function readingsOf(frame: Frame): CanonicalReading[] {
  return Array.from({ length: frame.count }, (_, i) => {
    const voltage = phases(frame, i);
    return {
      time: Math.round(frame.timeMs[i]!),
      energy_kwh: rounded(frame.energyKwh[i]!, 2),
      ...(Number.isNaN(frame.powerKw[i]!) ? {} : { power_kw: rounded(frame.powerKw[i]!, 3) }),
      ...(voltage === null ? {} : { voltage_v: voltage }),
    };
  });
}

/** `meters/{meterId}/readings`: one object, or an array of objects. */
export const canonical: PayloadProfile = (meter, frame) => {
  const readings = readingsOf(frame);
  const payload = JSON.stringify(readings.length === 1 ? readings[0] : readings);
  return [{ topic: `meters/${meter}/readings`, payload }];
};

/** `gateways/{gatewayId}/readings`: the same objects, each with its meter. */
export function batch(gateway: string, meter: string, frame: Frame): Publication[] {
  const readings = readingsOf(frame).map((reading) => ({ meter, ...reading }));
  return [{ topic: `gateways/${gateway}/readings`, payload: JSON.stringify(readings) }];
}
