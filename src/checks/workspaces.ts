/** What Zendesk refuses, or leaves out, about contextual workspaces. */
import { listOf } from '../core/attributes/references.ts';
import { check, resourcesOf } from './check.ts';
import { conditionsOf, isInactive, nameOf } from './rule.ts';

const KIND = 'workspace';

const empty = check(
  {
    id: 'WORKSPACE_WITHOUT_CONDITION',
    stage: 'load',
    severity: 'error',
    title: 'A workspace has conditions',
    why: 'Zendesk refuses a workspace that every ticket would meet.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, KIND)) {
      const { all, any } = conditionsOf(resource.attributes);
      if (all.length + any.length === 0) yield { resource, path: 'when', summary: 'The workspace has no condition' };
    }
  },
);

const form = check(
  {
    id: 'WORKSPACE_FORM_INACTIVE',
    stage: 'load',
    severity: 'error',
    title: 'A workspace shows a form that is in use',
    why: 'Zendesk makes the workspace without the form, and says so only in its reply.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, KIND)) {
      const { form: shown } = resource.attributes;
      if (isInactive(cx, shown))
        yield {
          resource,
          path: 'form',
          summary: `The form ${nameOf(shown)} is deactivated`,
          hint: 'Switch it on first',
        };
    }
  },
);

const macros = check(
  {
    id: 'WORKSPACE_MACRO_INACTIVE',
    stage: 'load',
    severity: 'warning',
    title: 'A workspace shows macros that are in use',
    why: 'Agents do not see a macro that is switched off.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, KIND))
      for (const macro of listOf(resource.attributes.macros))
        if (isInactive(cx, macro))
          yield { resource, path: 'macros', summary: `${nameOf(macro)} is deactivated, so no agent sees it there` };
  },
);

export const workspaceChecks = [empty, form, macros] as const;
