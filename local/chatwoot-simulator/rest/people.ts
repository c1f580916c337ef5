import { notFound, type World } from '../domain/world.ts';
import { agentInRest, teamInRest } from '../payloads/setup.ts';
import type { Team } from '../store/records.ts';
import { Refusal } from '../domain/world.ts';
import { type Caller, callingUser, ok, pathId, type RestRequest, type Route } from './request.ts';

/** The shop's people. */
export const peopleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/agents',
    run: (world) => ok(world.store.users.all().map((user) => agentInRest(world, user))),
  },
  {
    method: 'GET',
    path: '/teams',
    run: (world, request) =>
      ok(world.store.teams.all().map((team) => teamInRest(world, team, callingUser(request).id))),
  },
  {
    method: 'GET',
    path: '/teams/:id',
    run: (world, request) => ok(teamInRest(world, teamOf(world, request), callingUser(request).id)),
  },
  {
    method: 'GET',
    path: '/teams/:id/team_members',
    run: (world, request) => {
      const { memberIds } = teamOf(world, request);
      const members = world.store.users.all().filter((user) => memberIds.includes(user.id));
      return ok(members.map((user) => agentInRest(world, user)));
    },
  },
];

/** `GET /api/v1/profile`: whose token this is. */
export function profile(world: World, caller: Caller) {
  if (caller.kind === 'bot') {
    throw new Refusal(401, { error: 'Access to this endpoint is not authorized for bots' });
  }
  const { user } = caller;
  return {
    id: user.id,
    access_token: user.token,
    account_id: world.account.id,
    available_name: user.availableName,
    avatar_url: '',
    confirmed: true,
    display_name: null,
    message_signature: null,
    email: user.email,
    name: user.name,
    provider: 'email',
    role: user.role,
    ui_settings: {},
    uid: user.email,
    type: null,
    accounts: [{ id: world.account.id, name: world.account.name, role: user.role, status: 'active' }],
  };
}

function teamOf(world: World, request: RestRequest): Team {
  const team = world.store.teams.get(pathId(request));
  if (team === undefined) throw notFound();
  return team;
}
