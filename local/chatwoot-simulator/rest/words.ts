import { z } from 'zod';
import { invalid, notFound, type World } from '../domain/world.ts';
import { definitionInRest, labelInRest } from '../payloads/setup.ts';
import type { AttributeDefinition, Label } from '../store/records.ts';
import { ok, pathId, read, type RestAnswer, type RestRequest, type Route } from './request.ts';

/** The account's vocabulary: labels and custom attribute definitions. */
export const wordRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/labels',
    run: (world) => ok({ payload: world.store.labels.all().map(labelInRest) }),
  },
  { method: 'POST', path: '/labels', admins: true, run: createLabel },
  { method: 'GET', path: '/labels/:id', run: (world, request) => ok(labelInRest(labelOf(world, request))) },
  { method: 'PATCH', path: '/labels/:id', admins: true, run: changeLabel },
  { method: 'DELETE', path: '/labels/:id', admins: true, run: removeLabel },
  { method: 'GET', path: '/custom_attribute_definitions', run: definitions },
  { method: 'POST', path: '/custom_attribute_definitions', run: createDefinition },
  {
    method: 'GET',
    path: '/custom_attribute_definitions/:id',
    run: (world, request) => ok(definitionInRest(definitionOf(world, request))),
  },
  { method: 'DELETE', path: '/custom_attribute_definitions/:id', run: removeDefinition },
];

const labelBody = z.object({
  title: z.string().optional(),
  description: z.string().nullish(),
  color: z.string().optional(),
  show_on_sidebar: z.boolean().nullish(),
});

function createLabel(world: World, request: RestRequest): RestAnswer {
  const body = read(labelBody, request.body);
  const title = checkTitle(world, body.title ?? '', null);
  const label = world.store.labels.insert({
    title,
    description: body.description ?? null,
    color: body.color ?? '#1f93ff',
    showOnSidebar: body.show_on_sidebar ?? false,
  });
  return ok(labelInRest(label));
}

function changeLabel(world: World, request: RestRequest): RestAnswer {
  const label = labelOf(world, request);
  const body = read(labelBody, request.body);
  const changed = world.store.labels.save({
    ...label,
    title: body.title === undefined ? label.title : checkTitle(world, body.title, label.id),
    description: body.description ?? label.description,
    color: body.color ?? label.color,
    showOnSidebar: body.show_on_sidebar ?? label.showOnSidebar,
  });
  return ok(labelInRest(changed));
}

function removeLabel(world: World, request: RestRequest): RestAnswer {
  world.store.labels.remove(labelOf(world, request).id);
  return ok();
}

function labelOf(world: World, request: RestRequest): Label {
  const label = world.store.labels.get(pathId(request));
  if (label === undefined) throw notFound();
  return label;
}

/** Lower case; letters, digits, `_` and `-`; at least two of them; unique. */
function checkTitle(world: World, wanted: string, id: number | null): string {
  const title = wanted.trim().toLowerCase();
  if (!/^[\p{L}\p{N}_-]{2,}$/u.test(title)) throw invalid('Title is invalid', 'title');
  if (world.store.labels.all().some((label) => label.title === title && label.id !== id)) {
    throw invalid('Title has already been taken', 'title');
  }
  return title;
}

const displayTypes = ['text', 'number', 'currency', 'percent', 'link', 'date', 'list', 'checkbox'] as const;
const models = ['conversation_attribute', 'contact_attribute'] as const;

/** Rails enums: the number or the name. */
const byNumberOrName = <T extends string>(names: readonly T[], fallback: T) =>
  z
    .union([z.number(), z.string()])
    .optional()
    .transform((value, context): T => {
      if (value === undefined) return fallback;
      const number = Number(value);
      const found = Number.isInteger(number) ? names[number] : names.find((name) => name === value);
      if (found !== undefined) return found;
      context.addIssue({ code: 'custom', message: 'is not a known value' });
      return z.NEVER;
    });

const definitionBody = z.object({
  attribute_display_name: z.string().min(1),
  attribute_display_type: byNumberOrName(displayTypes, 'text'),
  attribute_description: z.string().nullish(),
  attribute_key: z.string().min(1),
  attribute_model: byNumberOrName(models, 'conversation_attribute'),
  attribute_values: z.array(z.string()).nullish(),
  regex_pattern: z.string().nullish(),
  regex_cue: z.string().nullish(),
});

const standardKeys: readonly string[] = [
  'name',
  'email',
  'phone_number',
  'identifier',
  'city',
  'country_code',
  'company_name',
  'labels',
  'created_at',
  'last_activity_at',
  'blocked',
  'status',
  'assignee_id',
  'inbox_id',
  'team_id',
  'display_id',
  'priority',
];

function definitions(world: World, request: RestRequest): RestAnswer {
  const model = request.query.get('attribute_model');
  const wanted = model !== null && /^\d+$/.test(model) ? models[Number(model)] : model;
  return ok(
    world.store.definitions
      .all()
      .filter((definition) => wanted === null || definition.model === wanted)
      .map(definitionInRest),
  );
}

function createDefinition(world: World, request: RestRequest): RestAnswer {
  const body = read(definitionBody, request.body);
  if (standardKeys.includes(body.attribute_key)) {
    throw invalid(
      'Attribute key The provided key is not allowed as it might conflict with default attributes.',
      'attribute_key',
    );
  }
  const taken = world.store.definitions
    .all()
    .some((one) => one.key === body.attribute_key && one.model === body.attribute_model);
  if (taken) throw invalid('Attribute key has already been taken', 'attribute_key');
  const definition = world.store.definitions.insert({
    name: body.attribute_display_name,
    displayType: body.attribute_display_type,
    description: body.attribute_description ?? null,
    key: body.attribute_key,
    model: body.attribute_model,
    values: body.attribute_values ?? [],
    regexPattern: body.regex_pattern ?? null,
    regexCue: body.regex_cue ?? null,
    createdAt: world.now().getTime(),
  });
  return ok(definitionInRest(definition));
}

function removeDefinition(world: World, request: RestRequest): RestAnswer {
  world.store.definitions.remove(definitionOf(world, request).id);
  return ok();
}

function definitionOf(world: World, request: RestRequest): AttributeDefinition {
  const definition = world.store.definitions.get(pathId(request));
  if (definition === undefined) throw notFound();
  return definition;
}
