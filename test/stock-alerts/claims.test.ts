import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { claimsContract } from './claims.contract.ts';
import { notifyContract } from './notify.contract.ts';
import { settledClaimsContract } from './settled-claims.contract.ts';
import { wishesContract } from './wishes.contract.ts';

describe('who is told of which unit', () => {
  claimsContract(aDb);
});
describe('units whose notices ended', () => {
  settledClaimsContract(aDb);
});
describe('wishes', () => {
  wishesContract(aDb);
});
describe('telling at once', () => {
  notifyContract(aDb);
});
