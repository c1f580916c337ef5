/** One customer of the demo shop and what was said with them. */
export interface DemoCustomer {
  readonly name: string;
  readonly language: string;
  /** Name of the simulator's inbox. */
  readonly inbox: string;
  readonly phone?: string;
  readonly email?: string;
  /** When it was said. The last word is always the shop's: an old question must not wait for an answer. */
  readonly daysAgo: number;
  readonly status: 'resolved' | 'pending' | 'open';
  readonly labels?: readonly string[];
  /** SKU of what they were promised to be told of. */
  readonly waitsFor?: string;
  readonly said: readonly Line[];
}

type Line = readonly [from: 'customer' | 'bot' | 'person' | 'note', text: string];
