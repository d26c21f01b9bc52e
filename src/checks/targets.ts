/** What Zendesk refuses about targets. */
import { MAIL } from '../providers/zendesk/kinds/target.ts';
import { check, liveOf, resourcesOf } from './check.ts';

const type = check(
  {
    id: 'TARGET_TYPE',
    stage: 'account',
    severity: 'error',
    title: 'Only mail targets can be made',
    why: 'Zendesk makes no other targets any more; those that are there can still be changed.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'target')) {
      const { type: what, title } = resource.attributes;
      if (what === MAIL) continue;
      const there =
        cx.objectOf === undefined
          ? liveOf(cx, 'target').find((object) => object.title === title && object.attributes.type === what)
          : cx.objectOf(resource.address);
      if (there === undefined)
        yield {
          resource,
          path: 'type',
          summary: `The account has no target "${String(title)}" of type ${String(what)}, and none can be made`,
          hint: 'Use a webhook',
        };
    }
  },
);

const mail = check(
  {
    id: 'TARGET_INCOMPLETE',
    stage: 'load',
    severity: 'error',
    title: 'A mail target has an address and a subject',
    why: 'Zendesk refuses a mail target without them, and drops them of any other target.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'target')) {
      const isMail = resource.attributes.type === MAIL;
      for (const path of ['email', 'subject']) {
        const given = (resource.attributes[path] ?? '') !== '';
        if (isMail && !given) yield { resource, summary: `A mail target needs "${path}"` };
        if (!isMail && given) yield { resource, path, summary: `"${path}" is for targets of type ${MAIL}` };
      }
    }
  },
);

export const targetChecks = [type, mail] as const;
