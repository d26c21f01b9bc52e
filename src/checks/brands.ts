/** What Zendesk refuses about brands. */
import { check, liveOf, objectOf, resourcesOf } from './check.ts';

const defaultStays = check(
  {
    id: 'BRAND_DEFAULT_INACTIVE',
    stage: 'account',
    severity: 'error',
    title: 'The default brand stays active',
    why: 'Tickets that come in without a brand go to it, so Zendesk refuses to deactivate it.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'brand')) {
      if (resource.attributes.active !== false || objectOf(cx, resource, 'name')?.isDefault !== true) continue;
      yield {
        resource,
        path: 'active',
        summary: 'This is the default brand, which cannot be deactivated',
        hint: 'Make another brand the default first: Admin Center > Account > Brand management > Brands',
      };
    }
  },
);

const ownSubdomain = check(
  {
    id: 'BRAND_SUBDOMAIN_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'Each brand has a subdomain of its own',
    why: 'A subdomain is unique in the world.',
  },
  function* (cx) {
    const first = new Map<string, string>();
    for (const resource of resourcesOf(cx, 'brand')) {
      const subdomain = String(resource.attributes.subdomain);
      const other = first.get(subdomain);
      if (other === undefined) first.set(subdomain, resource.address);
      else yield { resource, path: 'subdomain', summary: `${other} has the same subdomain` };
    }
  },
);

const ownAddress = check(
  {
    id: 'BRAND_OF_ACCOUNT',
    stage: 'account',
    severity: 'error',
    title: 'The brand under whose subdomain the account is reached keeps it',
    why: 'This and every later run would no longer find the account.',
  },
  function* (cx) {
    const { subdomain } = cx.desired.settings.platform;
    for (const resource of resourcesOf(cx, 'brand')) {
      const held = objectOf(cx, resource, 'name')?.attributes.subdomain;
      if (held !== subdomain || resource.attributes.subdomain === held) continue;
      yield {
        resource,
        path: 'subdomain',
        summary: `The account is reached as ${subdomain}, so this brand cannot have another subdomain`,
        hint: 'Change it in the Admin Center, then in the spec and in `platform.subdomain`',
      };
    }
  },
);

/** https://support.zendesk.com/hc/en-us/articles/4408829476378, checked 2026-11-24; other plans have hundreds. */
const BRANDS: readonly (readonly [edition: RegExp, most: number])[] = [
  [/team|support.?professional/i, 1],
  [/growth|suite.?professional|support.?enterprise/i, 5],
];

const plan = check(
  {
    id: 'BRAND_PLAN',
    stage: 'load',
    severity: 'error',
    title: "There are no more brands than the account's plan has",
    why: 'Zendesk refuses another one.',
  },
  function* (cx) {
    const { edition } = cx.desired.settings.platform;
    const most = BRANDS.find(([pattern]) => edition !== undefined && pattern.test(edition))?.[1];
    if (most === undefined) return;
    const made = resourcesOf(cx, 'brand').filter(
      (resource) => cx.live === undefined || objectOf(cx, resource, 'name') === undefined,
    );
    const room = most - (cx.live === undefined ? 0 : liveOf(cx, 'brand').length);
    for (const resource of made.slice(Math.max(room, 0))) {
      yield {
        resource,
        summary: `The plan "${edition}" has ${most === 1 ? 'one brand' : `${most} brands`}, and this would be another`,
        hint: 'Take it out, or say in `platform.edition` which plan the account has',
      };
    }
  },
);

export const brandChecks = [defaultStays, ownSubdomain, ownAddress, plan] as const;
