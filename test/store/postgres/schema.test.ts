import { describe } from 'vitest';
import { aDb } from '../../support/postgres.ts';
import { schemaContract } from './schema.contract.ts';

describe('the tables', () => {
  schemaContract(aDb);
});
