/** The schemas of what every spec has whatever its platform: client, platform, priorities, order, and each block's `lifecycle` and `tags`. */
import { z } from 'zod';
import { KEY_PATTERN } from '../core/address.ts';
import type { Kind } from '../core/kind.ts';
import { VERSION } from './layer.ts';

const KEY_MESSAGE = 'a key is made of small letters, digits, `_` and `-`, and begins with a letter or digit';
const key = z.string().regex(KEY_PATTERN, KEY_MESSAGE);
const text = z.string().trim().min(1);

export const LEVELS = ['urgent', 'high', 'normal', 'low'] as const;

/** Platforms of the language that no provider exists for yet. */
export const FUTURE_PLATFORMS: readonly string[] = ['freshdesk', 'help_scout', 'front', 'intercom', 'gorgias'];

export const Client = z.strictObject({
  name: text.describe('The name of the client, as people read it.'),
  slug: key.describe('A short name in small letters; also the key of the default brand in `help_center`.'),
  website: z
    .string()
    .regex(/^https?:\/\/\S+$/, 'must begin with http:// or https://')
    .optional(),
  timezone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin').optional(),
  locale: z.string().refine(isLocale, 'must be a language tag such as en-US').optional(),
});

/** `platform:`; its `provider` is one of those that `kinds` come from. */
export function platformSchema(kinds: readonly Kind[]) {
  const providers = mainProviders(kinds);
  return z.strictObject({
    provider: (providers.length === 0 ? z.string() : z.enum(providers)).describe(
      'The platform that the spec provisions.',
    ),
    subdomain: z
      .string()
      .regex(
        /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
        'is made of small letters, digits and hyphens, such as `acme` of acme.zendesk.com',
      )
      .describe('The account: `acme` of acme.zendesk.com.'),
    edition: text.optional().describe("The account's plan, such as suite_professional."),
    environment: z
      .enum(['sandbox', 'production'])
      .optional()
      .describe('What the account is for; sandbox if nothing is said.'),
  });
}

/** Providers whose sections stand at the root; the others only add to them. */
function mainProviders(kinds: readonly Kind[]): readonly string[] {
  return [
    ...new Set(
      kinds.filter((kind) => kind.section.length > 0 && kind.section[0] !== kind.provider).map((kind) => kind.provider),
    ),
  ];
}

export const Priorities = z.record(
  key,
  z.strictObject({
    level: z.enum(LEVELS).describe("The platform's priority."),
    name: text.describe("The client's word for it."),
    description: text.optional().describe('What counts as one: its definition, for agents and customers.'),
  }),
);
/** Tags as the platform keeps them: no spaces. */
export const TagRegistry = z.record(
  z.string().regex(/^[^\s,]+$/, 'a tag has no spaces'),
  z.union([text, z.strictObject({ description: text.optional() })]),
);
export const Moved = z.array(
  z.strictObject({
    from: text.describe('The old address, such as trigger.billing.'),
    to: text.describe('The new one.'),
  }),
);
export const State = z.strictObject({
  backend: z
    .enum(['file', 'postgres'])
    .optional()
    .describe('Where state is kept: `file`, beside the spec, if nothing is said; or `postgres`, shared.'),
  url: z
    .union([text, z.strictObject({ secret: text })])
    .optional()
    .describe('The address of the PostgreSQL database, as `${NAME}`, `{secret: env:NAME}` or `{secret: file:PATH}`.'),
  project: key
    .optional()
    .describe("What tells this spec's state from others in the same database; `client.slug` if nothing is said."),
  required: z.boolean().optional().describe('Refuse to apply without a state.'),
});
export const Lint = z.strictObject({
  accept: z
    .array(
      z.strictObject({
        rule: text.describe('The rule, such as sla-inverted.'),
        address: text.describe('What it is about, such as sla.partners.'),
        reason: text.describe('Why it is meant to be so, for whoever reads it next.'),
      }),
    )
    .optional()
    .describe('Findings of `supportctl lint` that are on purpose.'),
});
export const Drift = z.enum(['overwrite']);
export const Order = z.record(z.string(), z.array(key));
export const Extends = z.union([text, z.array(text)]);
export const Version = z.literal(VERSION);

export const LifecycleSchema = z.strictObject({
  mode: z.enum(['full', 'create_only']).optional().describe("`create_only`: set once, afterwards the client's own."),
  ignore: z.array(z.string()).optional().describe('Attributes that are never compared.'),
  protect: z.boolean().optional().describe('Never deleted.'),
  adopt: z.boolean().optional().describe('May take over an existing object even where that overwrites something.'),
});
export const Tags = z.array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'is made of letters, digits, `_` and `-`'));

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
