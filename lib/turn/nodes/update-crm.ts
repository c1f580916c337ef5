import type { LedgerStore } from '../../store/dynamodb/ledger.ts';
import { carryOut, type CarryOutDeps } from '../../conversation/carry-out.ts';
import type { Limits } from '../../limits/limits.ts';
import type { PassFaultPoint } from '../../runtime/fault-point.ts';
import { settle } from '../commit.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

export interface UpdateCrmDeps extends CarryOutDeps {
  ledger: LedgerStore;
  limits: Pick<Limits, 'contacts'>;
  faultPoint: PassFaultPoint;
}

/**
 * Hands the turn's record to the background, with facts about the customer and when the answer was really there, and
 * settles the ledger.
 */
export function updateCrmNode(deps: UpdateCrmDeps) {
  return async ({ turn, facts }: TurnState): Promise<TurnUpdate> => {
    const { owed, ledger, sent, saidAt, accountId, live } = turn;
    if (owed === undefined) return {};
    const key = { accountId, conversationId: live.id };
    const answered = saidAt === null ? {} : { answeredAt: saidAt.toISOString() };
    const records = owed.entries.flatMap((entry) =>
      entry.kind === 'record' ? [{ ...entry, job: { ...entry.job, ...answered, facts } }] : [],
    );
    await carryOut(deps, key, { ...owed, entries: records }, { look: false });
    const settled = await settle(deps, key, ledger, { turnId: owed.turnId, sent });
    await deps.faultPoint('after-mark');
    // An answer that a crash finishes later goes uncounted: so few of them bound nobody.
    if (saidAt !== null) await deps.limits.contacts.answered(live.contact.id);
    return { turn: { ...turn, ledger: settled, owed: undefined } };
  };
}
