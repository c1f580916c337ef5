import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { leadsContract } from './leads.contract.ts';

describe('leads', () => {
  leadsContract(aDb);
});
