/** A clock that is a fixed time away from the real one. */
export interface ShiftedClock {
  now: () => Date;
  /** The shift as functions take it in FRONTDESK_NOW (`+PT26H`); undefined for real time. */
  setting: string | undefined;
}

/**
 * Reads FRONTDESK_NOW: an instant (the clock starts there and runs on) or a shift. Function processes start one by
 * one, so all get the same shift: an instant would start anew in each.
 */
export function shiftedClock(setting: string | undefined, startedAt: Date): ShiftedClock {
  if (setting === undefined) return { now: () => new Date(), setting: undefined };
  const seconds = shiftPattern.test(setting)
    ? shiftSeconds(setting)
    : Math.round((Date.parse(setting) - startedAt.getTime()) / 1_000);
  return {
    now: () => new Date(Date.now() + seconds * 1_000),
    setting: `${seconds < 0 ? '-' : '+'}PT${Math.abs(seconds)}S`,
  };
}

/** `+PT26H`, `-P1DT30M`: a sign and an ISO 8601 duration of days, hours, minutes and seconds. */
export const shiftPattern = /^([+-])P(?=[\dT])(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

function shiftSeconds(setting: string): number {
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = shiftPattern.exec(setting) ?? [];
  const total = Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -total : total;
}
