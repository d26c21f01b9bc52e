/** The settings of the account itself: always there, so only changed; what the spec does not name stays as it is. */
import { isRecord } from '../../../core/attributes/scalars.ts';
import type { Kind } from '../../../core/kind.ts';
import type { Writer } from '../../../core/provider.ts';
import { type Attributes, isPlainStruct } from '../../../core/value.ts';
import { ANY_LOCALE, LOCALE, localeIds, localization, withTags } from '../account-languages.ts';
import { BILLED, settingGroups } from '../account-settings.ts';
import { type Binding, nativeIn } from '../binding.ts';
import { topLevel } from '../crud.ts';

const SETTINGS = 'settings';
const LANGUAGES = 'localization';

const kind: Kind = {
  name: 'account',
  provider: 'zendesk',
  section: ['account'],
  single: SETTINGS,
  title: 'account settings',
  plural: 'account settings',
  description: 'Settings of the account itself. Only what the spec names is compared and changed.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/account_settings/',
  capability: { create: false, read: true, update: true, delete: 'none' },
  codec: 1,
  label: 'name',
  attributes: { ...settingGroups, [LANGUAGES]: localization },
  naturalKey: () => SETTINGS,
  keyUnique: true,
  neighbours: (attributes) => (attributes[LANGUAGES] === undefined ? [] : [LOCALE, ANY_LOCALE]),
  consequence: (attributes, live) =>
    switchedOn(attributes, live).includes('customer_satisfaction')
      ? 'the platform adds an automation of its own that asks customers whether they are satisfied'
      : undefined,
  costs(target, before) {
    const billed = switchedOn(target, before).filter((name) => BILLED.includes(name));
    return billed.length === 0
      ? undefined
      : `switching on active_features.${billed.join(', ')} may change what Zendesk charges`;
  },
  hazards: [
    '2026-11-25: what the platform does not take is passed over without a word; after a write all is read again, and what it did not keep is an error that names it.',
    '2026-11-25: which plan takes which setting is documented nowhere; much that the documentation calls writable is only shown.',
    '2026-11-25: the default brand, sign-in, the API and the workspace of agents are for a person to change.',
    '2026-11-25: a language that is taken away is no longer shown anywhere, though its texts are kept; that of the account stays.',
    '2026-11-25: an import writes what differs from a new account, where it is known what that holds.',
  ],
};

const writer: Writer = {
  *update(_live, target, changed, cx) {
    const body: Record<string, unknown> = {};
    for (const group of topLevel(changed)) {
      const attribute = kind.attributes[group];
      const values = target[group];
      if (group === LANGUAGES) body[group] = { locale_ids: localeIds(values, cx.live(ANY_LOCALE)) };
      else if (attribute !== undefined && isPlainStruct(values)) {
        const moved = Object.entries(values).filter(([name]) => changed.includes(`${group}.${name}`));
        body[group] = withoutRaw(attribute.encode(Object.fromEntries(moved), cx));
      }
    }
    yield { method: 'PUT', path: account.endpoint.path, body: { [SETTINGS]: body } };
    // What it holds now is read with a list of its own.
    return undefined;
  },
};

export const account: Binding = {
  kind,
  endpoint: {
    path: '/api/v2/account/settings',
    one: SETTINGS,
    many: SETTINGS,
    paging: 'single',
    update: 'PUT',
    send: 'changed',
  },
  translate: {
    needs: () => [LOCALE],
    read: (native, live) => ({ id: SETTINGS, ...withTags(nativeIn(native, SETTINGS) ?? {}, live(LOCALE)) }),
  },
  changes: [LOCALE],
  facts: () => ({ title: SETTINGS }),
  writer,
};

/** What `before` has off and `target` on. */
function switchedOn(target: Attributes, before: Attributes | undefined): readonly string[] {
  const [wanted, held] = [target.active_features, before?.active_features];
  if (!isPlainStruct(wanted)) return [];
  const had = isPlainStruct(held) ? held : {};
  return Object.keys(wanted).filter((name) => wanted[name] === true && had[name] !== true);
}

/** Texts are read with their placeholders, as `raw_…`, and written under their plain names. */
function withoutRaw(encoded: unknown): unknown {
  if (!isRecord(encoded)) return encoded;
  return Object.fromEntries(Object.entries(encoded).map(([name, value]) => [name.replace(/^raw_/, ''), value]));
}
