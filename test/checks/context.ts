/** A spec and a tenant in few words, and the codes of what the checks find in them. */
import { checks } from '../../src/checks/index.ts';
import type { Diagnostic } from '../../src/core/diagnostic.ts';
import type { LiveObject } from '../../src/core/provider.ts';
import type { Desired } from '../../src/core/resource.ts';
import type { Attributes } from '../../src/core/value.ts';
import { liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';

const AT = { file: 'support.yaml', line: 3, column: 1 } as const;

export interface Given {
  readonly resources: Readonly<Record<string, Attributes>>;
  /** Kind → what the platform lists of it; absent offline. */
  readonly tenant?: Readonly<Record<string, readonly Native[]>>;
  readonly edition?: string;
  /** The registry of tags; absent where the spec keeps none. */
  readonly tags?: readonly string[];
  /** The address of what the plan deletes. */
  readonly leaves?: (object: LiveObject) => string | undefined;
}

/** What all checks say. */
export function found({ resources, tenant, edition, tags, leaves }: Given): readonly Diagnostic[] {
  const live = tenant === undefined ? undefined : new Map(Object.entries(tenant).map(([kind, list]) => of(kind, list)));
  const cx = {
    desired: {
      ...desiredOf(resources, edition),
      ...(tags === undefined ? {} : { tagRegistry: new Map(tags.map((tag) => [tag, { at: AT }])) }),
    },
    ...(live === undefined ? {} : { live }),
    ...(leaves === undefined ? {} : { leaves }),
  };
  return checks.flatMap((check) => check.run(cx));
}

export function codes(given: Given): readonly string[] {
  return found(given).map((diagnostic) => diagnostic.code);
}

function of(kind: string, natives: readonly Native[]): readonly [string, readonly LiveObject[]] {
  const binding = bindings.find((candidate) => candidate.kind.name === kind);
  return [kind, binding === undefined ? [] : natives.map((native) => liveObject(binding, native))];
}

function desiredOf(resources: Given['resources'], edition: string | undefined): Desired {
  return {
    resources: Object.entries(resources).map(([address, attributes]) => ({
      address,
      kind: address.split('.')[0] ?? '',
      attributes,
      lifecycle: {},
      tags: [],
      at: AT,
      positions: {},
    })),
    order: new Map(),
    moved: [],
    settings: {
      client: { name: 'Acme', slug: 'acme' },
      platform: {
        provider: 'zendesk',
        subdomain: 'acme',
        environment: 'sandbox',
        ...(edition === undefined ? {} : { edition }),
      },
      stateRequired: false,
    },
    files: new Map(),
  };
}
