import type { LedgerStore } from '../../store/dynamodb/ledger.ts';
import { carryOut, type CarryOutDeps } from '../../conversation/carry-out.ts';
import type { PassFaultPoint } from '../../runtime/fault-point.ts';
import { commit } from '../commit.ts';
import { checkLive, type LiveCheckDeps } from '../live-check.ts';
import { lookBeforeNextPart } from '../next-part.ts';
import { handsOver, outcomeOf, promisesOf } from '../promises.ts';
import type { Shop } from '../shop.ts';
import type { TurnState, TurnUpdate } from '../state.ts';
import { paced } from '../turn-limit.ts';
import { handOverEntries, unanswerable, withoutWords } from '../undeliverable.ts';

export interface SendResponseDeps extends CarryOutDeps, LiveCheckDeps {
  ledger: LedgerStore;
  shop: Shop;
  faultPoint: PassFaultPoint;
}

/**
 * Looks once more, commits everything the turn owes in one conditional write, and speaks. From the commit on, a crash
 * costs nothing: the next job of this conversation pays what is owed before it reads anything new.
 */
export function sendResponseNode(deps: SendResponseDeps) {
  return async (state: TurnState): Promise<TurnUpdate> => {
    const { turn } = state;
    await deps.faultPoint('after-model');
    const check = await checkLive(deps, turn);
    if (check.verdict === 'superseded') return { outcome: 'superseded' };
    if (check.verdict === 'stand-down') return { outcome: 'stood-down' };

    const canReply = check.verdict === 'speak';
    const owed = promisesOf(state, { canReply, shopName: deps.shop.name, now: deps.now() });
    const answered = owed.entries.some(({ kind }) => kind === 'say');
    const counted = paced(deps, turn.ledger, { costUsd: state.usage.costUsd, answered });
    const ledger = await commit(deps, { ...turn, ledger: counted }, owed, check.live);
    await deps.faultPoint('after-commit');

    // What goes on record waits for update_crm, which knows more by then.
    const spoken = { ...owed, entries: owed.entries.filter((entry) => entry.kind !== 'record') };
    const key = { accountId: turn.accountId, conversationId: turn.live.id };
    const beforeNextPart = () =>
      lookBeforeNextPart(deps, key, { ledger, live: check.live, inbox: turn.inbox });
    const { sent, wordsRefused } = await carryOut(deps, key, spoken, { look: false, beforeNextPart });
    const said = spoken.entries.some(({ kind }) => kind === 'say') && !wordsRefused;
    const saidAt = said ? deps.now() : null;
    const refused = wordsRefused && !handsOver(owed);
    if (refused) {
      const { turnId: id, inbox } = turn;
      const instead = handOverEntries('refused', {
        key,
        inbox,
        id,
        messageIds: owed.messageIds,
        now: deps.now(),
      });
      await carryOut(deps, key, { ...owed, entries: instead }, { look: false });
    }
    await deps.faultPoint('after-send-before-mark');

    const escalation = refused ? 'refused' : canReply ? state.escalationReason : 'window-closed';
    return {
      escalationReason: escalation,
      outcome: outcomeOf(state, escalation),
      turn: {
        ...turn,
        ledger: refused
          ? { ...ledger, ...unanswerable(ledger, owed), owner: 'person', lastStatus: 'open' }
          : ledger,
        owed: refused ? withoutWords(owed, 'refused') : owed,
        sent,
        saidAt,
      },
    };
  };
}
