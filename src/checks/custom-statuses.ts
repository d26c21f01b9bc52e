/** What Zendesk refuses about ticket statuses of the account's own. */
import type { LiveObject } from '../core/provider.ts';
import type { Resource } from '../core/resource.ts';
import { heirsOf } from '../providers/zendesk/kinds/custom-status.ts';
import { type CheckContext, check, liveOf, objectIn, resourcesOf } from './check.ts';

const STATUS = 'custom_status';

function labelOf(attributes: Resource['attributes']): string {
  return String(attributes.agent_label).trim().toLowerCase();
}

const sameLabel = check(
  {
    id: 'STATUS_LABEL_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'Labels of statuses are unique',
    why: 'Zendesk refuses a second status of the same label, whatever its category.',
  },
  function* (cx) {
    const first = new Map<string, string>();
    for (const resource of resourcesOf(cx, STATUS)) {
      const label = labelOf(resource.attributes);
      const other = first.get(label);
      if (other === undefined) first.set(label, resource.address);
      else yield { resource, path: 'agent_label', summary: `${other} has the same label` };
    }
  },
);

const labelTaken = check(
  {
    id: 'STATUS_LABEL_TAKEN',
    stage: 'account',
    severity: 'error',
    title: 'A status is not called as another of the account',
    why: 'Zendesk refuses the label, inactive statuses included.',
  },
  function* (cx) {
    const own = new Set(resourcesOf(cx, STATUS).map((resource) => liveStatus(cx, resource)?.id));
    for (const resource of resourcesOf(cx, STATUS)) {
      const label = labelOf(resource.attributes);
      const holder = liveOf(cx, STATUS).find((live) => !own.has(live.id) && labelOf(live.attributes) === label);
      if (holder === undefined) continue;
      const { category, active } = holder.attributes;
      yield {
        resource,
        path: 'agent_label',
        summary: `The account has ${active === false ? 'an inactive' : 'a'} status "${holder.title}" already, in ${String(category)} (${holder.id})`,
        hint: 'Choose another label, or give the other one a new one first',
      };
    }
  },
);

const oneNew = check(
  {
    id: 'STATUS_NEW',
    stage: 'account',
    severity: 'error',
    title: 'The category new has the one status of the platform',
    why: 'Zendesk lets nobody add a status to `new`, nor switch its own off.',
  },
  function* (cx) {
    const [platform] = liveOf(cx, STATUS).filter(({ attributes }) => attributes.category === 'new');
    if (platform === undefined) return;
    for (const resource of resourcesOf(cx, STATUS)) {
      const { category, active } = resource.attributes;
      if (category !== 'new') continue;
      if (liveStatus(cx, resource) === undefined)
        yield {
          resource,
          path: 'category',
          summary: `No status can be added to new; its only one is "${platform.title}"`,
          hint: `Write \`agent_label: ${platform.title}\` to take it over, or choose another category`,
        };
      else if (active === false)
        yield { resource, path: 'active', summary: 'The status of new cannot be switched off' };
    }
  },
);

const oneDefault = check(
  {
    id: 'STATUS_DEFAULT_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'A category has one default status',
    why: 'The one that is written last would win.',
  },
  function* (cx) {
    const first = new Map<unknown, string>();
    for (const resource of resourcesOf(cx, STATUS)) {
      const { category, default: chosen } = resource.attributes;
      if (chosen !== true) continue;
      const other = first.get(category);
      if (other === undefined) first.set(category, resource.address);
      else yield { resource, path: 'default', summary: `${other} is the default of ${String(category)} already` };
    }
  },
);

const activeDefault = check(
  {
    id: 'STATUS_DEFAULT_INACTIVE',
    stage: 'load',
    severity: 'error',
    title: 'The default status of a category is active',
    why: 'Zendesk refuses a default that nobody can choose.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, STATUS)) {
      const { active, default: chosen } = resource.attributes;
      if (chosen === true && active === false)
        yield { resource, path: 'active', summary: 'A status that is switched off cannot be the default' };
    }
  },
);

const defaultLost = check(
  {
    id: 'STATUS_DEFAULT_NONE',
    stage: 'account',
    severity: 'error',
    title: 'A category keeps a default status',
    why: 'Zendesk refuses to switch the default off, and to leave a category without one.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, STATUS)) {
      const held = liveStatus(cx, resource);
      const { active, default: chosen } = resource.attributes;
      if (held?.attributes.default !== true) continue;
      if (chosen === false && heirsOf(held, liveOf(cx, STATUS)).length === 0)
        yield {
          resource,
          path: 'default',
          summary: `"${held.title}" is the only active status of ${String(held.attributes.category)}: it stays the default`,
          hint: 'Give `default: true` to another status of the category',
        };
      else if (chosen !== false && active === false && held.attributes.category !== 'hold')
        yield {
          resource,
          path: 'active',
          summary: `"${held.title}" is the default of ${String(held.attributes.category)} and cannot be switched off`,
          hint: 'Write `default: false` too: the platform’s own status takes over',
        };
    }
  },
);

export const customStatusChecks = [sameLabel, labelTaken, oneNew, oneDefault, activeDefault, defaultLost] as const;

function liveStatus(cx: CheckContext, resource: Resource): LiveObject | undefined {
  return objectIn(cx, resource, (live) => labelOf(live.attributes) === labelOf(resource.attributes));
}
