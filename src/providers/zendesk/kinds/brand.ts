/** Brands: the identities that customers meet, each with an address and a help center of its own. */
import { image, pictureOf } from '../../../core/attributes/image.ts';
import { isRecord } from '../../../core/attributes/scalars.ts';
import { flag } from '../../../core/attributes/simple.ts';
import { line, text } from '../../../core/attributes/text.ts';
import { fail } from '../../../core/diagnostic.ts';
import type { Kind } from '../../../core/kind.ts';
import type { LiveObject, Steps, Writer } from '../../../core/provider.ts';
import type { Attributes, Value } from '../../../core/value.ts';
import { type Binding, liveObject, nativeIn } from '../binding.ts';
import { createWith, encodeAttributes, plainWriter, topLevel, updateWith, writable } from '../crud.ts';
import { pathOf, propertyNamed } from '../id-places.ts';

/** What leads to a brand can lead to one account only. */
const local = {
  why: 'no two accounts can be reached under the same address',
  todo: 'give that account its own in `environments/NAME.yaml`, or write `${VARIABLE}`',
  host: true,
} as const;

const hostMapping = line({
  description: 'Address of its own, such as help.acme.example; its CNAME must lead to the subdomain first.',
  native: 'host_mapping',
  platformDefault: '',
  local,
});

const kind: Kind = {
  name: 'brand',
  provider: 'zendesk',
  section: ['brands'],
  title: 'brand',
  plural: 'brands',
  description: 'An identity that customers meet, with an address and a help center of its own.',
  source: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/brands/',
  capability: { create: true, read: true, update: true, delete: 'hard' },
  codec: 1,
  label: 'name',
  attributes: {
    name: line({ description: 'Name that customers see.', required: true }),
    subdomain: line({
      description: 'First part of its address at zendesk.com; no other account in the world may have it.',
      required: true,
      max: 63,
      pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
      patternSays: 'of small letters, digits and hyphens',
      local,
    }),
    active: flag({ description: 'Whether customers and agents can use it.', platformDefault: true }),
    host_mapping: { ...hostMapping, encode: (value) => (value === '' ? null : value) },
    signature_template: text({
      description: "What stands below agents' mails; it may hold placeholders.",
      platformDefault: '{{agent.signature}}',
    }),
    logo: image({
      description:
        'Picture that customers see: a file of the spec, or none. It is sent when the file changes, since the platform stores it anew.',
    }),
    default: {
      ...flag({
        description: 'Whether it gets the tickets that come in without a brand. Only a person changes which one does.',
        mutability: 'read_only',
      }),
      where: 'Admin Center > Account > Brand management > Brands',
    },
  },
  naturalKey: ({ subdomain }) => String(subdomain),
  keyUnique: true,
  deletionLoses: (dependants) =>
    [
      'its support addresses, its help center and its address; its open tickets go to the default brand',
      ...(dependants.length === 0 ? [] : [`with it go ${dependants.join(', ')}`]),
    ].join('; '),
  cascades: ['support_address.brand', 'category.brand', 'section.brand', 'article.brand', 'theme.brand'],
  consequence: ({ subdomain }, live) =>
    live === undefined || subdomain === undefined || subdomain === live.subdomain
      ? undefined
      : `links to ${String(live.subdomain)}.zendesk.com and mail to its addresses no longer arrive`,
  hosts: ({ subdomain, host_mapping: mapped }) => [
    `${String(subdomain)}.zendesk.com`,
    ...(typeof mapped === 'string' && mapped !== '' ? [mapped] : []),
  ],
  idAfter: [propertyNamed('brand_id'), pathOf('brands')],
  hazards: [
    '2026-11-24: deleting a brand cannot be undone: its support addresses go, its open tickets move to the default brand, and macros that set it fail.',
    '2026-11-24: which brand is the default is never changed; the default one can be neither deleted nor deactivated.',
    '2026-11-24: a help center is created and activated by a person, once for each brand.',
    '2026-11-24: a subdomain is taken for good: whether it is free is asked before it is sent.',
  ],
};

const base: Binding = {
  kind,
  endpoint: { path: '/api/v2/brands', one: 'brand', many: 'brands', paging: 'cursor', update: 'PUT', send: 'changed' },
  facts: ({ default: isDefault, is_deleted, subdomain }) => ({
    ...(typeof subdomain === 'string' && subdomain !== '' ? { aliases: [subdomain] } : {}),
    ...(isDefault === true ? { isDefault: true } : {}),
    ...(is_deleted === true ? { gone: true } : {}),
  }),
};

const writer: Writer = {
  ...plainWriter(base),
  *refused({ subdomain }, live) {
    if (subdomain === live?.attributes.subdomain || (yield* isFree(subdomain))) return undefined;
    return { code: 'SUBDOMAIN_TAKEN', summary: takenBy(subdomain), hint: 'Choose another one', path: 'subdomain' };
  },
  *create(attributes, cx) {
    yield* expectFree(attributes.subdomain);
    const names = own(writable(kind, attributes, 'create'));
    const made = yield* createWith(base, encodeAttributes(kind, attributes, names, cx));
    const shown = attributes.logo === '' ? undefined : yield* writeLogo(made.id, attributes);
    const live = shown ?? made.live;
    return { id: made.id, ...(live === undefined ? {} : { live }) };
  },
  *update(live, target, changed, cx) {
    if (target.subdomain !== live.attributes.subdomain) yield* expectFree(target.subdomain, live.id);
    const names = topLevel(changed);
    const native = encodeAttributes(kind, target, own(writable(kind, target, 'update', names)), cx);
    const after = yield* updateWith(base, live, native);
    return names.includes('logo') ? yield* writeLogo(live.id, target) : after;
  },
};

export const brand: Binding = { ...base, writer };

/** Attributes of the brand itself: its logo has requests of its own. */
function own(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== 'logo');
}

/** A logo is uploaded as a form; where there is to be none, it is removed, and nothing is shown of the brand. */
function* writeLogo(id: string, { logo }: Attributes): Steps<LiveObject | undefined> {
  if (logo === undefined) return undefined;
  const path = `${base.endpoint.path}/${id}/logo`;
  const picture = pictureOf(logo);
  if (picture === undefined) {
    yield { method: 'DELETE', path };
    return undefined;
  }
  const reply = yield { method: 'PUT', path, file: { field: 'brand[logo][uploaded_data]', ...picture } };
  const native = nativeIn(reply.body, base.endpoint.one);
  return native === undefined ? undefined : liveObject(base, native);
}

/**
 * Only the platform knows what others have. A brand that holds the subdomain by now was written, and its reply was lost.
 * https://developer.zendesk.com/api-reference/ticketing/accounts/accounts/
 */
function* expectFree(subdomain: Value | undefined, id?: string): Steps<void> {
  if (yield* isFree(subdomain)) return;
  const held = id === undefined ? undefined : yield { method: 'GET', path: `${base.endpoint.path}/${id}` };
  if (nativeIn(held?.body, base.endpoint.one)?.subdomain === subdomain) return;
  fail('SUBDOMAIN_TAKEN', takenBy(subdomain), { hint: 'Choose another one' });
}

function* isFree(subdomain: Value | undefined): Steps<boolean> {
  const query = { subdomain: String(subdomain) };
  const reply = yield { method: 'GET', path: '/api/v2/accounts/available', query };
  return !isRecord(reply.body) || reply.body.success !== false;
}

function takenBy(subdomain: Value | undefined): string {
  return `The subdomain "${String(subdomain)}" belongs to somebody else`;
}
