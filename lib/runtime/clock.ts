/** Says what time it is. */
export type Clock = () => Date;

/**
 * A clock from FRONTDESK_NOW: an instant (it starts there and runs on), a shift from real time such as `+PT26H`, or
 * undefined for real time. The value was checked by the environment's schema.
 */
export function clockFrom(setting: string | undefined, real: Clock): Clock {
  if (setting === undefined) return real;
  const started = real().getTime();
  const shift = /^[+-]P/.test(setting) ? shiftOf(setting) : Date.parse(setting) - started;
  return () => new Date(real().getTime() + shift);
}

function shiftOf(text: string): number {
  const [, sign, days, hours, minutes, seconds] =
    /^([+-])P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text) ?? [];
  const total =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
  return (sign === '-' ? -1 : 1) * total * 1000;
}
