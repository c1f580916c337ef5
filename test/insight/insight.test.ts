import { aDb } from '../support/postgres.ts';
import { insightContract } from './insight.contract.ts';

insightContract(aDb);
