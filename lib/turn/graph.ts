import { END, START, StateGraph, type BaseCheckpointSaver } from '@langchain/langgraph';
import { checkEscalationNode } from './nodes/check-escalation.ts';
import { classifyNode, type ClassifyDeps } from './nodes/classify.ts';
import { extractLeadInfoNode } from './nodes/extract-lead-info.ts';
import { generateResponseNode, type GenerateResponseDeps } from './nodes/generate-response.ts';
import { notifyHumanNode } from './nodes/notify-human.ts';
import { sendResponseNode, type SendResponseDeps } from './nodes/send-response.ts';
import { updateCrmNode, type UpdateCrmDeps } from './nodes/update-crm.ts';
import { turnState, type TurnState } from './state.ts';

export type TurnGraphDeps = ClassifyDeps & GenerateResponseDeps & SendResponseDeps & UpdateCrmDeps;

/**
 * One answer to one customer. Everything up to `check_escalation` only reads and thinks; `send_response` commits and
 * speaks; the rest puts on record.
 */
export function turnGraph(deps: TurnGraphDeps, checkpointer: BaseCheckpointSaver) {
  return new StateGraph(turnState)
    .addNode('classify', classifyNode(deps))
    .addNode('notify_human', notifyHumanNode())
    .addNode('generate_response', generateResponseNode(deps))
    .addNode('check_escalation', checkEscalationNode())
    .addNode('send_response', sendResponseNode(deps))
    .addNode('extract_lead_info', extractLeadInfoNode())
    .addNode('update_crm', updateCrmNode(deps))
    .addEdge(START, 'classify')
    .addConditionalEdges('classify', afterClassify, ['notify_human', 'generate_response', 'send_response'])
    .addConditionalEdges('notify_human', afterNotifyHuman, ['generate_response', 'send_response'])
    .addEdge('generate_response', 'check_escalation')
    .addConditionalEdges('check_escalation', afterCheckEscalation, ['notify_human', 'send_response'])
    .addConditionalEdges('send_response', afterSendResponse, ['extract_lead_info', END])
    .addEdge('extract_lead_info', 'update_crm')
    .addEdge('update_crm', END)
    .compile({ checkpointer, name: 'turn' });
}
export type TurnGraph = ReturnType<typeof turnGraph>;

/** High priority and requests for a person are told to a person first; fixed replies need no agent. */
export function afterClassify(
  state: Pick<TurnState, 'route' | 'needsHuman' | 'agentResponse'>,
): 'notify_human' | 'generate_response' | 'send_response' {
  if (state.needsHuman || state.route === 'high_priority') return 'notify_human';
  return state.route === 'automated' && state.agentResponse !== null ? 'send_response' : 'generate_response';
}

/** A person was told; the assistant still answers unless the person must take over. */
export function afterNotifyHuman(
  state: Pick<TurnState, 'escalationReason'>,
): 'generate_response' | 'send_response' {
  return state.escalationReason === null ? 'generate_response' : 'send_response';
}

export function afterCheckEscalation(
  state: Pick<TurnState, 'escalationReason'>,
): 'notify_human' | 'send_response' {
  return state.escalationReason === null ? 'send_response' : 'notify_human';
}

/** Newer words or a person's word end this run before anything was said; there is nothing to put on record. */
export function afterSendResponse(state: Pick<TurnState, 'outcome'>): 'extract_lead_info' | typeof END {
  return state.outcome === 'superseded' || state.outcome === 'stood-down' ? END : 'extract_lead_info';
}
