/** What Zendesk refuses about groups. */
import { check, objectOf, resourcesOf } from './check.ts';

const privateToPublic = check(
  {
    id: 'GROUP_STAYS_PRIVATE',
    stage: 'account',
    severity: 'error',
    title: 'A private group stays private',
    why: 'Zendesk does not make a private group public again.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'group')) {
      if (resource.attributes.public !== true) continue;
      const held = objectOf(cx, resource, 'name');
      if (held?.attributes.public === false) {
        yield {
          resource,
          path: 'public',
          summary: `The group "${held.title}" is private and cannot be made public`,
          hint: 'Make a new group',
        };
      }
    }
  },
);

const sameName = check(
  {
    id: 'GROUP_NAME_TWICE',
    stage: 'load',
    severity: 'warning',
    title: 'Group names are unique',
    why: 'Newer accounts refuse a second group of the same name.',
  },
  function* (cx) {
    const first = new Map<string, string>();
    for (const resource of resourcesOf(cx, 'group')) {
      const name = String(resource.attributes.name).toLowerCase();
      const other = first.get(name);
      if (other === undefined) first.set(name, resource.address);
      else yield { resource, path: 'name', summary: `${other} has the same name` };
    }
  },
);

export const groupChecks = [privateToPublic, sameName] as const;
