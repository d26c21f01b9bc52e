/** Turns the actions of a rule, in the platform's shape, into what they do. developer.zendesk.com actions-reference. */
import type { Directory } from '../directory.ts';
import type { Native } from '../model.ts';
import { natives, text } from '../native.ts';
import type { Templates } from '../templates/templates.ts';
import type { Action, Run } from './action.ts';
import { draft } from './draft.ts';
import { notification } from './notify.ts';
import { setting } from './set.ts';

export function compileActions(rule: Native, directory: Directory, templates: Templates): readonly Action[] {
  return natives(rule.actions).map((action, index) => {
    const field = text(action.field);
    return {
      index,
      field,
      value: valueText(action.value),
      run:
        setting(field, action.value, directory, templates) ??
        draft(field, action.value, templates) ??
        notification(field, action.value, directory, templates) ??
        undone(field),
    };
  });
}

function valueText(value: unknown): string {
  return Array.isArray(value) ? value.map(valueText).join(' | ') : text(value);
}

/** Actions whose effect lies outside of the ticket. */
const OUTSIDE: ReadonlyMap<string, string> = new Map([
  ['deflection', 'which articles would be suggested is decided by the help center'],
  ['cc', 'nobody is named'],
]);

function undone(field: string): Run {
  const because = OUTSIDE.get(field) ?? `the simulator has no rule for the action ${field}`;
  return () => because;
}
