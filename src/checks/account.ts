/** What Zendesk refuses, or passes over in silence, about the settings of an account. */

import { nearest } from '../core/attributes/problems.ts';
import type { Resource } from '../core/resource.ts';
import type { Struct } from '../core/value.ts';
import { isPlainStruct } from '../core/value.ts';
import { type CheckContext, check, liveOf, membersIn, resourcesOf } from './check.ts';

const KIND = 'account';
const LANGUAGES = 'localization';

/** Each group that the spec names, with what the account holds of it; nothing where the account could not be read. */
function* groupsOf(cx: CheckContext): Generator<{ resource: Resource; group: string; wanted: Struct; held: Struct }> {
  const [live] = liveOf(cx, KIND);
  if (live === undefined) return;
  for (const resource of resourcesOf(cx, KIND))
    for (const [group, wanted] of Object.entries(resource.attributes)) {
      const held = live.attributes[group] ?? {};
      if (isPlainStruct(wanted) && isPlainStruct(held)) yield { resource, group, wanted, held };
    }
}

const missing = check(
  {
    id: 'SETTING_NOT_THERE',
    stage: 'account',
    severity: 'error',
    title: 'The account has the settings that the spec names',
    why: 'Which settings there are depends on the plan; Zendesk takes a write of others, answers 200 and does nothing.',
  },
  function* (cx) {
    for (const { resource, group, wanted, held } of groupsOf(cx))
      for (const name of Object.keys(wanted))
        if (held[name] === undefined)
          yield {
            resource,
            path: `${group}.${name}`,
            summary: `The account has no setting ${group}.${name}`,
            hint: 'Take the line out; its plan does not have it',
          };
  },
);

const routing = check(
  {
    id: 'ROUTING_WITHOUT_WORKSPACE',
    stage: 'account',
    severity: 'error',
    title: 'Routing needs the Agent Workspace',
    why: 'Zendesk refuses to switch on routing for accounts whose agents do not have it.',
  },
  function* (cx) {
    const [live] = liveOf(cx, KIND);
    const agents = live?.native.settings;
    for (const { resource, group, wanted, held } of groupsOf(cx)) {
      if (group !== 'routing' || wanted.enabled !== true || held.enabled === true) continue;
      if (hasNoWorkspace(agents))
        yield {
          resource,
          path: 'routing.enabled',
          summary: 'The agents of the account do not have the Agent Workspace',
          hint: 'Switch it on at Admin Center > Workspaces > Agent tools > Agent interface first',
        };
    }
  },
);

function hasNoWorkspace(settings: unknown): boolean {
  return (
    typeof settings === 'object' &&
    settings !== null &&
    'agents' in settings &&
    typeof settings.agents === 'object' &&
    settings.agents !== null &&
    'agent_workspace' in settings.agents &&
    settings.agents.agent_workspace === false
  );
}

const unknownLanguage = check(
  {
    id: 'LANGUAGE_UNKNOWN',
    stage: 'account',
    severity: 'error',
    title: 'Languages are those of the platform',
    why: 'Zendesk passes over a language that it does not have.',
  },
  function* (cx) {
    const known = new Set(liveOf(cx, 'platform_language').map(({ title }) => title.toLowerCase()));
    if (known.size === 0) return;
    for (const resource of resourcesOf(cx, KIND))
      for (const { key } of membersIn(resource.attributes[LANGUAGES])) {
        const tag = String(key);
        if (known.has(tag)) continue;
        const near = nearest(tag, known);
        yield {
          resource,
          path: LANGUAGES,
          summary: `The platform has no language "${tag}"`,
          ...(near === undefined ? {} : { hint: `Did you mean ${near}?` }),
        };
      }
  },
);

const ownLanguage = check(
  {
    id: 'LANGUAGE_OF_THE_ACCOUNT',
    stage: 'account',
    severity: 'error',
    title: "The account's own language stays",
    why: 'Zendesk never takes it away; a list without it would differ for ever once it was in the list.',
  },
  function* (cx) {
    const own = liveOf(cx, 'locale').find(({ isDefault }) => isDefault)?.title;
    if (own === undefined) return;
    for (const resource of resourcesOf(cx, KIND)) {
      const listed = resource.attributes[LANGUAGES];
      if (listed === undefined || membersIn(listed).some(({ key }) => key === own.toLowerCase())) continue;
      yield {
        resource,
        path: LANGUAGES,
        summary: `The list of languages leaves out ${own}, the account's own`,
        hint: `Write {languages: [${own.toLowerCase()}, …]}`,
      };
    }
  },
);

export const accountChecks = [missing, routing, unknownLanguage, ownLanguage] as const;
