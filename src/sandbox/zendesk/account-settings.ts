/** Account settings: developer.zendesk.com/api-reference/ticketing/account-configuration/account_settings/ */

import type { Problem } from '../errors.ts';
import { blank, invalid, recordInvalid } from '../errors.ts';
import { has } from '../features.ts';
import type { Attributes, Json } from '../json.ts';
import { flag, isObject, number, object, text } from '../json.ts';
import { wrapped } from '../kinds.ts';
import type { Call, Reply, Route } from '../router.ts';
import { ok } from '../router.ts';
import { find, patch } from '../store.ts';
import { makeDefaultBrand } from './brands.ts';
import { enableLocales } from './locales.ts';
import { rendered } from './placeholders.ts';
import { switchSurvey } from './satisfaction.ts';
import { isPermitted, OF_SATISFACTION } from './settings-keys.ts';
import { normalTag } from './tags.ts';

/** What the sandbox keeps beside them. */
const HIDDEN = ['id', 'created_at', 'updated_at', 'features', 'owner_id', 'seats'];

export const accountSettingsRoutes: readonly Route[] = [
  { method: 'GET', path: '/account/settings', scope: 'tickets', access: 'agent', handle: show },
  { method: 'PUT', path: '/account/settings', scope: 'tickets', access: 'admin', handle: update },
  { method: 'GET', path: '/account/features', scope: 'tickets', access: 'agent', handle: showFeatures },
];

/** Documented nowhere; public code reads it as a map of names to whether each is on. */
function showFeatures(call: Call): Reply {
  const names = call.query.get('ids')?.split(',');
  const features = Object.entries(object(find(call.store, 'settings', 'account')?.features))
    .filter(([name]) => names?.includes(name) ?? true)
    .map(([name, enabled]) => [name, { enabled: flag(enabled) }]);
  return ok({ features: Object.fromEntries(features) });
}

function show(call: Call): Reply {
  const all = Object.entries(find(call.store, 'settings', 'account') ?? {});
  return ok({ settings: Object.fromEntries(all.filter(([group]) => !HIDDEN.includes(group))) });
}

/**
 * Only what is named changes, group by group. What nobody knows or may change is passed over: the answer is a 200 with
 * the settings as they are, and a header that tells what was left out.
 */
function update(call: Call): Reply {
  const sent = wrapped(call, 'settings');
  const removed: string[] = [];
  for (const [group, values] of Object.entries(sent)) {
    const before = object(find(call.store, 'settings', 'account')?.[group]);
    const known = isObject(values) && !HIDDEN.includes(group) && Object.keys(before).length > 0;
    if (!known) removed.push(`settings.${group}`);
    else changeGroup(call, group, before, values, removed);
  }
  const reply = show(call);
  if (removed.length === 0) return reply;
  const keys = JSON.stringify(removed);
  return { ...reply, headers: { 'x-zendesk-api-warn': `Removed Params: Unpermitted parameter keys: '${keys}'` } };
}

function changeGroup(call: Call, group: string, before: Attributes, values: Attributes, removed: string[]): void {
  const changes: Attributes = {};
  for (const [key, value] of Object.entries(values)) {
    const kept = before[key];
    const stored = kept === undefined ? undefined : storedValue(kept, value);
    if (stored === undefined || !isPermitted(group, key) || !isOfPlan(call, group, key)) {
      removed.push(`settings.${group}.${key}`);
    } else changes[key] = stored;
  }
  const problems = problemsOf(call, group, changes);
  if (problems.length > 0) throw recordInvalid(problems);
  if (Object.keys(changes).length > 0) store(call, group, before, changes);
}

/** [general knowledge] A value of another type than the setting's counts as none. */
function storedValue(kept: Json, value: Json): Json | undefined {
  if (typeof kept === 'boolean') return /^(true|false)$/.test(text(value)) ? flag(value) : undefined;
  if (typeof kept === 'number') return Number.isInteger(number(value, Number.NaN)) ? number(value) : undefined;
  if (typeof kept === 'string') return typeof value === 'object' ? undefined : text(value);
  if (Array.isArray(kept)) return Array.isArray(value) ? value : undefined;
  return value;
}

function isOfPlan({ profile }: Call, group: string, key: string): boolean {
  if (group === 'routing') return has(profile, 'queues');
  if (group === 'side_conversations') return has(profile, 'side_conversations');
  return group !== 'active_features' || !OF_SATISFACTION.includes(key) || has(profile, 'satisfaction');
}

/** The wordings are ours. */
function problemsOf(call: Call, group: string, changes: Attributes): Problem[] {
  const problems: Problem[] = [];
  if (group === 'branding') {
    for (const [key, value] of Object.entries(changes)) {
      if (!/^[0-9a-f]{6}$/i.test(text(value))) problems.push(invalid(key, `${key}: is not a colour`));
    }
  }
  // Public code that deploys settings knows that an empty tag is refused.
  if (changes.autorouting_tag !== undefined && text(changes.autorouting_tag).trim() === '') {
    problems.push(blank('autorouting_tag'));
  }
  // "You must have the Agent Workspace to use omnichannel routing."
  const agents = object(find(call.store, 'settings', 'account')?.agents);
  if (group === 'routing' && flag(changes.enabled) && !flag(agents.agent_workspace)) {
    problems.push(invalid('routing', 'Routing: the Agent Workspace is not in use'));
  }
  if (changes.macro_order !== undefined && !['alphabetical', 'position'].includes(text(changes.macro_order))) {
    problems.push(invalid('macro_order', `Macro order: ${text(changes.macro_order)} is not valid`));
  }
  const brand = changes.default_brand_id;
  if (brand !== undefined && !flag(find(call.store, 'brands', number(brand))?.active)) {
    problems.push(invalid('default_brand_id', 'Default brand: is not an active brand'));
  }
  return problems;
}

/** Writes a group, and what follows from it elsewhere in the account. */
function store({ store }: Call, group: string, before: Attributes, changes: Attributes): void {
  const { locale_ids, default_brand_id, ...plain } = changes;
  if (plain.autorouting_tag !== undefined) plain.autorouting_tag = normalTag(text(plain.autorouting_tag));
  // "It can still be turned on, but after it's on you can't turn it off" (OpenAPI).
  if (flag(before.email_sender_authentication)) delete plain.email_sender_authentication;
  const instructions = plain.ticket_forms_instructions;
  if (instructions !== undefined) {
    plain.raw_ticket_forms_instructions = instructions;
    plain.ticket_forms_instructions = rendered(store, text(instructions));
  }
  const settings = find(store, 'settings', 'account');
  if (settings) patch(store, 'settings', settings, { [group]: { ...before, ...plain } });
  if (Array.isArray(locale_ids))
    enableLocales(
      store,
      locale_ids.map((id) => number(id)),
    );
  const brand = default_brand_id === undefined ? undefined : find(store, 'brands', number(default_brand_id));
  if (brand && !flag(brand.default)) makeDefaultBrand(store, brand);
  const survey = plain.customer_satisfaction;
  if (survey !== undefined && survey !== before.customer_satisfaction) switchSurvey(store, flag(survey));
}
