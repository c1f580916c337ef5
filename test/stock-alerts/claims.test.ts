import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { claimsContract } from './claims.contract.ts';

describe('who is told of which unit', () => {
  claimsContract(aDb);
});
