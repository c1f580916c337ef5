import { describe } from 'vitest';
import { embedCatalogContract } from '../catalog/embed-catalog.contract.ts';
import { importContract } from '../catalog/import.contract.ts';
import { knowledgeContract } from '../catalog/knowledge.contract.ts';
import { productsContract } from '../catalog/products.contract.ts';
import { figuresContract } from '../insight/figures.contract.ts';
import { insightContract } from '../insight/insight.contract.ts';
import { leadsContract } from '../leads/leads.contract.ts';
import { timelineContract } from '../leads/timeline.contract.ts';
import { stockAlertsContract } from '../stock-alerts/stock-alerts.contract.ts';
import { migratorContract } from '../store/postgres/migrate.contract.ts';
import { databaseContract } from '../store/postgres/pool.contract.ts';
import { schemaContract } from '../store/postgres/schema.contract.ts';
import { aDb, bareDbs } from './support.ts';

// What is promised on the embedded Postgres is promised here too.
describe('a database', () => databaseContract(aDb));
describe('the migrator', () => migratorContract(async () => (await bareDbs(1))[0]!));
describe('the tables', () => schemaContract(aDb));
describe('products', () => productsContract(aDb));
describe('an import of products', () => importContract(aDb));
describe('knowledge', () => knowledgeContract(aDb));
describe('the catalogue and its vectors', () => embedCatalogContract(aDb));
describe('leads', () => leadsContract(aDb));
describe('the timeline of a customer', () => timelineContract(aDb));
describe('insight', () => insightContract(aDb));
describe('the figures of the overview', () => figuresContract(aDb));
describe('stock alerts', () => stockAlertsContract(aDb));
