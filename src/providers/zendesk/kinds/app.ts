/** Apps that are installed: looked at, never written, since each brings terms, prices and secrets of its own. */
import { z } from 'zod';
import type { Attribute } from '../../../core/attribute.ts';
import { wrongType, wrongValue } from '../../../core/attributes/problems.ts';
import { canonicalScalar, isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line } from '../../../core/attributes/text.ts';
import type { Kind } from '../../../core/kind.ts';
import { isPlainStruct, type Value } from '../../../core/value.ts';
import type { Binding, Native } from '../binding.ts';
import { isCredentialHeader } from './webhook.ts';

const PLACE = 'Admin Center > Apps and integrations > Apps > Zendesk Support apps';
const DESCRIPTION = 'Settings of the app, by name; those that are not named are not looked at, secrets never.';

/** What names the app is no setting of it. */
const NAMES: readonly string[] = ['name', 'title'];

const settings: Attribute = {
  description: DESCRIPTION,
  mutability: 'read_only',
  where: PLACE,
  collection: 'subset',
  schema: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).describe(DESCRIPTION),
  parse(node, cx) {
    if (node.type !== 'map') return wrongType(cx, node, 'a map of settings');
    const found: Record<string, Value> = {};
    let broken = false;
    for (const [name, { keyAt, value }] of node.entries) {
      if (isCredentialHeader(name))
        wrongValue(cx, { ...node, at: keyAt }, `"${name}" may be a secret, and is not read`);
      else if (value.type !== 'scalar' || value.value === null) wrongType(cx, value, 'a text, a number, true or false');
      else {
        found[name] = canonicalScalar(value.value);
        continue;
      }
      broken = true;
    }
    return broken ? undefined : found;
  },
  format: (value) =>
    isPlainStruct(value) ? new Map(Object.entries(value).map(([name, held]) => [name, String(held)])) : {},
  decode: (native) => {
    const told = Object.entries(isRecord(native) ? native : {}).filter(
      ([name, held]) =>
        !NAMES.includes(name) && !isCredentialHeader(name) && (held === null || typeof held !== 'object'),
    );
    return Object.fromEntries(told.map(([name, held]) => [name, canonicalScalar(held)]));
  },
  encode: () => undefined,
};

const kind: Kind = {
  name: 'app',
  provider: 'zendesk',
  section: ['apps'],
  title: 'app',
  plural: 'apps',
  description:
    'An app that is installed in the account. Checked, never installed: that accepts terms, and may cost money.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/apps/apps/',
  capability: { create: false, read: true, update: false, delete: 'none' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that it was installed under.', required: true, mutability: 'immutable' }),
    enabled: {
      ...flag({ description: 'Whether it is switched on.', mutability: 'read_only', implied: true }),
      where: PLACE,
    },
    settings,
  },
  naturalKey: ({ name }) => canonicalScalar(name),
  keyUnique: false,
  byHand: ({ name }) => ({
    where: 'Admin Center > Apps and integrations > Apps > Zendesk Support apps > Marketplace',
    enter: `install ${canonicalScalar(name)}`,
    check: 'the account lists it',
  }),
  hazards: [
    '2026-11-25: one app can be installed several times; the name tells the installations apart.',
    '2026-11-25: secrets of an app are never read, nor anything whose name sounds like one.',
  ],
};

export const app: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/apps/installations',
    one: 'installation',
    many: 'installations',
    paging: 'unpaged',
    update: 'PUT',
    send: 'changed',
  },
  computed: (native) => ({ name: nameOf(native) }),
};

/** https://developer.zendesk.com/api-reference/ticketing/apps/apps/#list-app-installations */
function nameOf({ id, settings: held }: Native): string {
  const { name, title } = isRecord(held) ? held : {};
  return canonicalScalar(name ?? title ?? id).trim();
}
