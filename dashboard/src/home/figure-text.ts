import type { Overview } from '../api/contract.ts';
import { duration } from '../ui/duration.ts';
import { modelCost } from '../ui/money.ts';

/** A figure as it is read; a dash where there was nothing to make it of. */
export function figureText({ value, unit }: Overview['messagesToday']): string {
  if (value === null) return '–';
  switch (unit) {
    case 'usd':
      return modelCost(value);
    case 'ms':
      return duration(value);
    case 'messages':
    case 'turns':
    case 'conversations':
    case 'alerts':
      return value.toLocaleString('en');
  }
}
