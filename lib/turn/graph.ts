import { END, START, StateGraph, type BaseCheckpointSaver } from '@langchain/langgraph';
import { checkEscalationNode } from './nodes/check-escalation.ts';
import { classifyNode, type ClassifyDeps } from './nodes/classify.ts';
import { confirmAlertNode } from './nodes/confirm-alert.ts';
import { createCrmEntryNode } from './nodes/create-crm-entry.ts';
import { detectStockRequestNode, type DetectStockRequestDeps } from './nodes/detect-stock-request.ts';
import { extractProductNode, type ExtractProductDeps } from './nodes/extract-product.ts';
import { extractLeadInfoNode } from './nodes/extract-lead-info.ts';
import { generateResponseNode, type GenerateResponseDeps } from './nodes/generate-response.ts';
import { notifyHumanNode, type NotifyHumanDeps } from './nodes/notify-human.ts';
import { sendResponseNode, type SendResponseDeps } from './nodes/send-response.ts';
import { tagCustomerNode } from './nodes/tag-customer.ts';
import { updateCrmNode, type UpdateCrmDeps } from './nodes/update-crm.ts';
import { turnState, type TurnState } from './state.ts';

export type TurnGraphDeps = ClassifyDeps &
  NotifyHumanDeps &
  GenerateResponseDeps &
  DetectStockRequestDeps &
  ExtractProductDeps &
  SendResponseDeps &
  UpdateCrmDeps;

/**
 * One answer to one customer. Everything up to `check_escalation` only reads and thinks, the branch for wishes to be
 * told included; `send_response` commits and speaks; the rest puts on record.
 */
export function turnGraph(deps: TurnGraphDeps, checkpointer: BaseCheckpointSaver) {
  return new StateGraph(turnState)
    .addNode('classify', classifyNode(deps))
    .addNode('notify_human', notifyHumanNode(deps))
    .addNode('generate_response', generateResponseNode(deps))
    .addNode('detect_stock_request', detectStockRequestNode(deps))
    .addNode('extract_product', extractProductNode(deps))
    .addNode('create_crm_entry', createCrmEntryNode())
    .addNode('tag_customer', tagCustomerNode())
    .addNode('confirm_alert', confirmAlertNode(deps))
    .addNode('check_escalation', checkEscalationNode())
    .addNode('send_response', sendResponseNode(deps))
    .addNode('extract_lead_info', extractLeadInfoNode())
    .addNode('update_crm', updateCrmNode(deps))
    .addEdge(START, 'classify')
    .addConditionalEdges('classify', afterClassify, [
      'notify_human',
      'generate_response',
      'detect_stock_request',
      'send_response',
    ])
    .addConditionalEdges('notify_human', afterNotifyHuman, ['generate_response', 'send_response'])
    .addEdge('generate_response', 'check_escalation')
    .addEdge('detect_stock_request', 'extract_product')
    .addConditionalEdges('extract_product', afterExtractProduct, [
      'create_crm_entry',
      'confirm_alert',
      'generate_response',
      'check_escalation',
    ])
    .addEdge('create_crm_entry', 'tag_customer')
    .addEdge('tag_customer', 'confirm_alert')
    .addEdge('confirm_alert', 'check_escalation')
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
): 'notify_human' | 'generate_response' | 'detect_stock_request' | 'send_response' {
  if (state.needsHuman || state.route === 'high_priority') return 'notify_human';
  if (state.route === 'stock_alert') return 'detect_stock_request';
  return state.route === 'automated' && state.agentResponse !== null ? 'send_response' : 'generate_response';
}

/** Sold out: it is noted. There: they are told so. Not clear which: the agent finds out, or asks. */
export function afterExtractProduct(
  state: Pick<TurnState, 'escalationReason' | 'stockProduct'>,
): 'create_crm_entry' | 'confirm_alert' | 'generate_response' | 'check_escalation' {
  if (state.escalationReason !== null) return 'check_escalation';
  if (state.stockProduct === null) return 'generate_response';
  return state.stockProduct.stock === 0 ? 'create_crm_entry' : 'confirm_alert';
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
