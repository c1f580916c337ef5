/** What a caller may do, from least to most: look, work, decide. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The claims of a caller's token, as the gateway hands them on after it has checked the token. */
export type Claims = Readonly<Record<string, unknown>>;

/** The highest role among the groups of the user pool that a token names; undefined for somebody in none of them. */
export function roleOf(claims: Claims): Role | undefined {
  const groups = groupsIn(claims['cognito:groups']);
  return roles.findLast((role) => groups.includes(role));
}

/** Whether a role reaches what at least `needed` may do. */
export function reaches(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Who a token was given to; the same for all tokens of one person or script. */
export function callerId(claims: Claims | undefined): string {
  const { sub, username } = claims ?? {};
  return typeof username === 'string' ? username : typeof sub === 'string' ? sub : 'nobody';
}

/** API Gateway hands on a list as text in brackets, its items apart by a space: `[admin viewer]`. */
function groupsIn(claim: unknown): string[] {
  return typeof claim === 'string' ? claim.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];
}
