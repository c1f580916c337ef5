import type { RoleOf } from './local-run.ts';
import type { Authorize } from './runner/http-api.ts';

type Role = 'admin' | 'operator' | 'viewer';

/** Who may do what on this machine: the stand-in for the user pool. */
export interface Access {
  adminToken: string;
  roleOf: RoleOf;
  authorize: Authorize;
}

/** Access by the tokens of the three roles; operator and viewer may have none. */
export function accessFor(tokens: {
  admin: string;
  operator: string | undefined;
  viewer: string | undefined;
}): Access {
  const roles = new Map<string | undefined, Role>([
    [tokens.viewer, 'viewer'],
    [tokens.operator, 'operator'],
    [tokens.admin, 'admin'],
  ]);
  roles.delete(undefined);
  const roleOf: RoleOf = (authorization) => roles.get(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]);
  return {
    adminToken: tokens.admin,
    roleOf,
    authorize(authorization) {
      const role = roleOf(authorization);
      // As the gateway hands on a token of the user pool: lists become text in brackets.
      return (
        role && { sub: `local-${role}`, username: role, token_use: 'access', 'cognito:groups': `[${role}]` }
      );
    },
  };
}
