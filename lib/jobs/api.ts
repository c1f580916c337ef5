import { z } from 'zod';
import { notFound } from '../runtime/api/problem.ts';
import { noBody, nothing, route } from '../runtime/api/route.ts';
import { jobRecord, type JobStore } from '../store/dynamodb/job-store.ts';
import { asOf } from './job.ts';

export interface JobsApiDeps {
  readonly jobs: JobStore;
  readonly now: () => Date;
}

/** How far long work is, as it is told. */
export const shownJob = jobRecord.omit({ movedAt: true, killed: true });

const readJob = route({
  method: 'GET',
  path: '/api/jobs/{id}',
  role: 'viewer',
  summary: 'How far long work is, and what came of it. Kept for 30 days.',
  params: z.strictObject({ id: z.uuid() }),
  query: nothing,
  body: noBody,
  answers: { 200: shownJob },
  async run({ jobs, now }: JobsApiDeps, { params: { id } }) {
    const job = await jobs.read(id);
    if (job === undefined) return notFound('There is no job of this id.');
    const { movedAt: _, killed: __, ...shown } = asOf(job, now());
    return { status: 200, body: shown };
  },
});

export const jobRoutes = [readJob];
