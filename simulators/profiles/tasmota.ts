import { newest, type PayloadProfile, phases, rounded } from './payload.ts';

const zoneOffsetMs = 8 * 3_600_000;

/** `tele/{device}/SENSOR`: kWh and W, local time without a zone. */
export const tasmota: PayloadProfile = (meter, frame) => {
  const i = newest(frame);
  const power = frame.powerKw[i]!;
  const sensor = {
    Time: new Date(frame.timeMs[i]! + zoneOffsetMs).toISOString().slice(0, 19),
    ENERGY: {
      Total: rounded(frame.energyKwh[i]!, 3),
      ...(Number.isNaN(power) ? {} : { Power: Math.round(power * 1000) }),
      Voltage: phases(frame, i) ?? undefined,
    },
  };
  return [{ topic: `tele/${meter}/SENSOR`, payload: JSON.stringify(sensor) }];
};
