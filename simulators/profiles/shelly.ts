import { newest, type PayloadProfile, phases, rounded } from './payload.ts';

/** `{prefix}/events/rpc` of a three-phase meter: Wh and W, Unix seconds. */
export const shelly: PayloadProfile = (meter, frame) => {
  const i = newest(frame);
  const power = frame.powerKw[i]!;
  const [a, b, c] = phases(frame, i) ?? [null, null, null];
  const message = {
    src: meter,
    dst: `${meter}/events`,
    method: 'NotifyFullStatus',
    params: {
      ts: rounded(frame.timeMs[i]! / 1000, 2),
      'em:0': {
        id: 0,
        a_voltage: a,
        b_voltage: b,
        c_voltage: c,
        total_act_power: Number.isNaN(power) ? null : rounded(power * 1000, 1),
      },
      'emdata:0': { id: 0, total_act: rounded(frame.energyKwh[i]! * 1000, 2) },
    },
  };
  return [{ topic: `${meter}/events/rpc`, payload: JSON.stringify(message) }];
};
