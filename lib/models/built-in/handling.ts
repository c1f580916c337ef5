import type { Intent } from './lexicons/lexicon.ts';

/** What follows from an intent: how urgent it is, who deals with it. */
export interface Handling {
  readonly priority: 'high' | 'medium' | 'low';
  readonly route: 'high_priority' | 'agent' | 'automated' | 'campaign' | 'stock_alert';
  readonly needsHuman: boolean;
}

/** What is known of a message besides its intent. */
export interface Signals {
  readonly intent: Intent;
  readonly sentiment: number;
  /** A large or business order, or a customer who says they are a loyal one. */
  readonly vip: boolean;
  /** Asks about a rule ("how many days do I have to return?"), not about a purchase of their own. */
  readonly asksRule: boolean;
  /** Whether the built-in model reads the language. */
  readonly readable: boolean;
}

/** From here on a customer is angry enough for a person to be told, whatever the matter is. */
const angry = -0.6;

/**
 * Complaint, purchase and VIP are high, product and general questions medium, standing questions and spam low. Beyond
 * that, what a shop would want: whoever asks for a person, insults us or is angry waits for a person, so they are high.
 */
export function handlingOf(signals: Signals): Handling {
  const priority = priorityOf(signals);
  return { priority, route: routeOf(signals, priority), needsHuman: needsHuman(signals) };
}

function priorityOf({ intent, sentiment, vip }: Signals): Handling['priority'] {
  switch (intent) {
    case 'complaint':
    case 'purchase_intent':
    case 'human_request':
    case 'abuse':
      return 'high';
    case 'spam':
    case 'opt_out':
      return 'low';
    case 'faq':
    case 'greeting_smalltalk':
      return vip ? 'high' : 'low';
    case 'product_inquiry':
    case 'order_status':
    case 'return_refund':
    case 'stock_alert':
    case 'appointment':
    case 'campaign_reply':
    case 'other':
      return vip || sentiment <= angry ? 'high' : 'medium';
  }
}

/** The lane of the PRD. Stock alerts and campaign replies keep their lane even when they are urgent. */
function routeOf({ intent }: Signals, priority: Handling['priority']): Handling['route'] {
  if (intent === 'stock_alert') return 'stock_alert';
  if (priority === 'high') return 'high_priority';
  if (intent === 'campaign_reply') return 'campaign';
  return priority === 'low' ? 'automated' : 'agent';
}

/**
 * Whether only a person can finish this. We hold no orders, so where one is, or taking one back, is for a person; so are
 * complaints, insults and changes to appointments nobody has given us a calendar for. A purchase is answered with the
 * product (a person is told all the same, by its priority). What we cannot read, a person reads.
 */
function needsHuman({ intent, sentiment, asksRule, readable }: Signals): boolean {
  switch (intent) {
    case 'human_request':
    case 'complaint':
    case 'abuse':
    case 'order_status':
    case 'appointment':
      return true;
    case 'return_refund':
      return !asksRule;
    case 'spam':
    case 'opt_out':
    case 'greeting_smalltalk':
      return false;
    // "Is broken glass covered?" names what is bad and is no anger.
    case 'faq':
      return !readable || (sentiment <= angry && !asksRule);
    case 'product_inquiry':
    case 'purchase_intent':
    case 'stock_alert':
    case 'campaign_reply':
    case 'other':
      return !readable || sentiment <= angry;
  }
}
