import { z } from 'zod';
import { Unresolvable } from './intrinsics.ts';
import type { Located, Resolver } from './resolve.ts';

/**
 * The properties of a resource that the schema knows, resolved. The others may refer to what has no counterpart here (a
 * subnet, a role) and are not looked at. Throws Unresolvable, naming the resource and what about it cannot run here.
 */
export function readProperties<S extends z.ZodObject>(
  resolver: Resolver,
  { stack, logicalId, resource }: Located,
  schema: S,
): z.output<S> {
  const wanted = Object.entries(resource.Properties).filter(([name]) => name in schema.shape);
  const parsed = schema.safeParse(resolver.resolve(stack, Object.fromEntries(wanted)));
  if (parsed.success) return parsed.data;
  throw new Unresolvable(`${logicalId} (${resource.Type}) cannot run here: ${z.prettifyError(parsed.error)}`);
}
