import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { leadsContract } from './leads.contract.ts';
import { timelineContract } from './timeline.contract.ts';

describe('leads', () => {
  leadsContract(aDb);
});

describe('the timeline of a customer', () => {
  timelineContract(aDb);
});
