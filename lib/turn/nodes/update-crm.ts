import type { LedgerStore } from '../../store/dynamodb/ledger.ts';
import { carryOut, type CarryOutDeps } from '../carry-out.ts';
import { settle } from '../commit.ts';
import type { TurnState, TurnUpdate } from '../state.ts';

export interface UpdateCrmDeps extends CarryOutDeps {
  ledger: LedgerStore;
}

/** Hands the turn's record to the background, facts about the customer included, and settles the ledger. */
export function updateCrmNode(deps: UpdateCrmDeps) {
  return async ({ turn, facts }: TurnState): Promise<TurnUpdate> => {
    const { owed, ledger, sent, accountId, live } = turn;
    if (owed === undefined) return {};
    const key = { accountId, conversationId: live.id };
    const records = owed.entries.flatMap((entry) =>
      entry.kind === 'record' ? [{ ...entry, job: { ...entry.job, facts } }] : [],
    );
    await carryOut(deps, key, { ...owed, entries: records }, { look: false });
    const settled = await settle(deps, key, ledger, { turnId: owed.turnId, sent });
    return { turn: { ...turn, ledger: settled, owed: undefined } };
  };
}
