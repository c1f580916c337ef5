import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { stockContract } from './stock.contract.ts';

describe('what is in stock', () => {
  stockContract(aDb);
});
