import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { knowledgeContract } from './knowledge.contract.ts';
import { productsContract } from './products.contract.ts';

describe('products', () => {
  productsContract(aDb);
});

describe('knowledge', () => {
  knowledgeContract(aDb);
});
