import { retentionContainer } from '../../lib/runtime/container/retention.ts';
import { forgetOld } from '../../lib/runtime/forget-old.ts';
import { scheduleHandler } from '../../lib/runtime/schedule-handler.ts';

/** Daily: what has a bound and is over it is deleted. */
export const handler = scheduleHandler({
  name: 'retention',
  container: retentionContainer(),
  run: forgetOld,
});
