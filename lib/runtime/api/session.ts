import { z } from 'zod';
import { Problem } from './problem.ts';
import { roles } from './roles.ts';
import { noBody, nothing, route } from './route.ts';

/** `GET /api/session`: what the caller's token says of them. */
export const sessionRoute = route({
  method: 'GET',
  path: '/api/session',
  role: 'viewer',
  summary: 'Which role the token has: what it may do.',
  params: nothing,
  query: nothing,
  body: noBody,
  answers: { 200: z.strictObject({ role: z.enum(roles) }) },
  run: (_: unknown, { caller: { role } }) =>
    Promise.resolve(
      role === undefined
        ? new Problem(403, 'The token names no role.')
        : { status: 200 as const, body: { role } },
    ),
});
