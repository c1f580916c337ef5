import type { Resource, Stack } from './assembly.ts';
import {
  attributePath,
  intrinsic,
  listOf,
  plainFunctions,
  textOf,
  textsOf,
  Unresolvable,
} from './intrinsics.ts';

/** What a resource is called here: the value of `Ref`, and of each `Fn::GetAtt` we know. */
export interface Physical {
  ref: string;
  attributes: Readonly<Record<string, string>>;
}

/** A resource together with the stack that declares it. */
export interface Located {
  stack: Stack;
  logicalId: string;
  resource: Resource;
}

export interface ResolverDeps {
  stacks: readonly Stack[];
  /** What the resource is on this machine. Throws Unresolvable for a kind that does not exist here. */
  physical: (located: Located, resolve: (value: unknown) => unknown) => Physical;
  /** Values of `AWS::Region` and the like. */
  pseudo: Readonly<Record<string, string>>;
}

/** A value, and the stack in whose words it is written. */
interface Scoped {
  stack: Stack;
  value: unknown;
}

const noValue = Symbol('AWS::NoValue');

/** Gives every expression of the templates its value on this machine, across stacks and nested stacks. */
export class Resolver {
  readonly #deps: ResolverDeps;
  #exports: Map<string, Scoped> | undefined;

  constructor(deps: ResolverDeps) {
    this.#deps = deps;
  }

  /** Replaces all intrinsic functions in `value`. Throws Unresolvable, naming the reference. */
  resolve(stack: Stack, value: unknown): unknown {
    const resolved = this.#value(stack, value);
    return resolved === noValue ? undefined : resolved;
  }

  /** Every resource of the given types whose condition holds. */
  resources(...types: readonly string[]): Located[] {
    return this.resourcesWhere((type) => types.includes(type));
  }

  /** Every resource of a type that is wanted and whose condition holds. */
  resourcesWhere(isWanted: (type: string) => boolean): Located[] {
    return this.#deps.stacks.flatMap((stack) =>
      Object.entries(stack.template.Resources)
        .filter(([, resource]) => isWanted(resource.Type) && this.#holds(stack, resource.Condition))
        .map(([logicalId, resource]) => ({ stack, logicalId, resource })),
    );
  }

  /** The resource at which a reference ends, through exports, parameters and nested stacks. */
  target(stack: Stack, value: unknown): Located | undefined {
    const call = intrinsic(value);
    if (call?.name === 'Fn::ImportValue') {
      const found = this.#exported(stack, call.argument);
      return this.target(found.stack, found.value);
    }
    if (call?.name !== 'Ref' && call?.name !== 'Fn::GetAtt') return undefined;
    const [logicalId = '', ...attribute] = attributePath(call.argument);
    const elsewhere = this.#output(stack, logicalId, attribute) ?? parameter(stack, logicalId);
    if (elsewhere !== undefined) return this.target(elsewhere.stack, elsewhere.value);
    const resource = stack.template.Resources[logicalId];
    return resource && { stack, logicalId, resource };
  }

  #value(stack: Stack, value: unknown): unknown {
    if (Array.isArray(value))
      return value.map((item) => this.#value(stack, item)).filter((item) => item !== noValue);
    if (typeof value !== 'object' || value === null) return value;
    const call = intrinsic(value);
    if (call !== undefined && call.name !== 'Condition') return this.#call(stack, call.name, call.argument);
    const entries = Object.entries(value).map(([key, inner]) => [key, this.#value(stack, inner)] as const);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== noValue));
  }

  #call(stack: Stack, name: string, argument: unknown): unknown {
    const plain = plainFunctions[name];
    if (plain !== undefined) return plain(this.#value(stack, argument));
    switch (name) {
      case 'Ref':
        return this.#ref(stack, textOf(argument, name));
      case 'Fn::GetAtt':
        return this.#attribute(stack, attributePath(argument));
      case 'Fn::ImportValue': {
        const found = this.#exported(stack, argument);
        return this.#value(found.stack, found.value);
      }
      case 'Fn::Sub':
        return this.#substitute(stack, argument);
      case 'Fn::If': {
        const [condition, yes, no] = listOf(argument, name);
        return this.#value(stack, this.#holds(stack, textOf(condition, name)) ? yes : no);
      }
      case 'Fn::FindInMap':
        return findInMap(stack, textsOf(this.#value(stack, argument), name));
      default:
        throw new Unresolvable(`${name}, which is not known on this machine`);
    }
  }

  #ref(stack: Stack, name: string): unknown {
    if (name === 'AWS::NoValue') return noValue;
    if (name === 'AWS::StackName') return stack.name;
    const pseudo = this.#deps.pseudo[name];
    if (pseudo !== undefined) return pseudo;
    const given = parameter(stack, name);
    return given === undefined ? this.#physical(stack, name).ref : this.#value(given.stack, given.value);
  }

  #attribute(stack: Stack, [logicalId = '', ...rest]: string[]): unknown {
    const output = this.#output(stack, logicalId, rest);
    if (output !== undefined) return this.#value(output.stack, output.value);
    const attribute = rest.join('.');
    const found = this.#physical(stack, logicalId).attributes[attribute];
    if (found === undefined) throw new Unresolvable(`Fn::GetAtt ${logicalId}.${attribute}`);
    return found;
  }

  #physical(stack: Stack, logicalId: string): Physical {
    const resource = stack.template.Resources[logicalId];
    if (resource === undefined || !this.#holds(stack, resource.Condition)) {
      throw new Unresolvable(`${logicalId}, which stack ${stack.name} does not have`);
    }
    return this.#deps.physical({ stack, logicalId, resource }, (value) => this.resolve(stack, value));
  }

  /** What a nested stack gives out; undefined if the resource is no nested stack or gives out no such thing. */
  #output(stack: Stack, logicalId: string, [kind, name = '']: string[]): Scoped | undefined {
    if (kind !== 'Outputs') return undefined;
    const child = this.#deps.stacks.find(
      ({ parent }) => parent?.stack === stack && parent.logicalId === logicalId,
    );
    const output = child?.template.Outputs[name];
    return child && output && { stack: child, value: output.Value };
  }

  #exported(stack: Stack, argument: unknown): Scoped {
    const name = textOf(this.#value(stack, argument), 'Fn::ImportValue');
    this.#exports ??= new Map(this.#allExports());
    const found = this.#exports.get(name);
    if (found === undefined) throw new Unresolvable(`Fn::ImportValue ${name}, which no stack exports`);
    return found;
  }

  #allExports(): (readonly [string, Scoped])[] {
    return this.#deps.stacks.flatMap((stack) =>
      Object.values(stack.template.Outputs).flatMap(({ Export, Condition, Value }) => {
        if (Export === undefined || !this.#holds(stack, Condition)) return [];
        return [
          [textOf(this.#value(stack, Export.Name), 'an export name'), { stack, value: Value }] as const,
        ];
      }),
    );
  }

  #substitute(stack: Stack, argument: unknown): string {
    const [text, own] = Array.isArray(argument) ? listOf(argument, 'Fn::Sub') : [argument];
    const variables = new Map(typeof own === 'object' && own !== null ? Object.entries(own) : []);
    return textOf(text, 'Fn::Sub').replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (variables.has(name)) return textOf(this.#value(stack, variables.get(name)), 'Fn::Sub');
      const dotted = name.includes('.') && !name.startsWith('AWS::');
      return textOf(dotted ? this.#attribute(stack, name.split('.')) : this.#ref(stack, name), 'Fn::Sub');
    });
  }

  #holds(stack: Stack, condition: string | undefined): boolean {
    if (condition === undefined) return true;
    const expression = stack.template.Conditions[condition];
    if (expression === undefined) throw new Unresolvable(`condition ${condition}`);
    return this.#truth(stack, expression);
  }

  #truth(stack: Stack, expression: unknown): boolean {
    const call = intrinsic(expression);
    switch (call?.name) {
      case 'Condition':
        return this.#holds(stack, textOf(call.argument, 'Condition'));
      case 'Fn::Equals': {
        const [left, right] = textsOf(this.#value(stack, call.argument), 'Fn::Equals');
        return left === right;
      }
      case 'Fn::And':
        return listOf(call.argument, 'Fn::And').every((item) => this.#truth(stack, item));
      case 'Fn::Or':
        return listOf(call.argument, 'Fn::Or').some((item) => this.#truth(stack, item));
      case 'Fn::Not':
        return !this.#truth(stack, listOf(call.argument, 'Fn::Not')[0]);
      default:
        throw new Unresolvable(`a condition with ${call?.name ?? 'no function'}`);
    }
  }
}

/** A parameter's value: what the parent hands to a nested stack, else the default. */
function parameter(stack: Stack, name: string): Scoped | undefined {
  const declared = stack.template.Parameters[name];
  if (declared === undefined) return undefined;
  const { parent } = stack;
  const given = parent?.stack.template.Resources[parent.logicalId]?.Properties['Parameters'];
  if (parent !== undefined && typeof given === 'object' && given !== null && name in given) {
    return { stack: parent.stack, value: Object.entries(given).find(([key]) => key === name)?.[1] };
  }
  return { stack, value: declared.Default };
}

function findInMap(stack: Stack, [map = '', first = '', second = '']: string[]): unknown {
  const found = stack.template.Mappings[map]?.[first]?.[second];
  if (found === undefined) throw new Unresolvable(`Fn::FindInMap ${map}.${first}.${second}`);
  return found;
}
