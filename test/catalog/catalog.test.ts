import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { embedCatalogContract } from './embed-catalog.contract.ts';
import { knowledgeContract } from './knowledge.contract.ts';
import { productsContract } from './products.contract.ts';

describe('products', () => {
  productsContract(aDb);
});

describe('knowledge', () => {
  knowledgeContract(aDb);
});

describe('the catalogue and its vectors', () => {
  embedCatalogContract(aDb);
});
