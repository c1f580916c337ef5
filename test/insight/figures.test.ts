import { describe } from 'vitest';
import { aDb } from '../support/postgres.ts';
import { figuresContract } from './figures.contract.ts';

describe('the figures of the overview', () => figuresContract(aDb));
