import { expect, it } from 'vitest';
import { liveObject } from '../../src/providers/zendesk/binding.ts';
import { workspace } from '../../src/providers/zendesk/kinds/workspace.ts';
import { run, writing } from './support.ts';

const NATIVE = {
  id: 5,
  title: 'Calls',
  activated: true,
  ticket_form_id: null,
  selected_macros: [{ id: 8 }, { id: 7 }],
  apps: [
    { id: 12, expand: false, position: 2 },
    { id: 11, expand: true, position: 1 },
  ],
  conditions: { all: [{ field: 'priority', operator: 'is', value: 'urgent' }], any: [] },
  position: 3,
};

function none(): never {
  throw new Error('not written');
}

it('macros are a set, however they are shown; apps stand in their order', () => {
  const { attributes, position } = liveObject(workspace, NATIVE);
  expect(attributes.macros).toEqual(liveObject(workspace, { ...NATIVE, macro_ids: [7, 8] }).attributes.macros);
  expect(attributes.apps).toEqual([
    { app: { $id: '11', kind: 'app' }, open: true },
    { app: { $id: '12', kind: 'app' }, open: false },
  ]);
  expect(position).toBe(3);
});

it('a reply that says 200 and holds errors is a refusal, which says what they are', () => {
  const live = liveObject(workspace, NATIVE);
  const update = () =>
    workspace.writer?.update?.(live, { ...live.attributes, title: 'Urgent' }, ['title'], writing()) ?? none();
  expect(run(update(), [{ workspace: { ...NATIVE, title: 'Urgent' } }]).sent).toEqual([
    { method: 'PUT', path: '/api/v2/workspaces/5', body: { workspace: { title: 'Urgent' } } },
  ]);
  const reply = { workspace: NATIVE, errors: [{ title: 'Macro 7 is not available' }] };
  expect(() => run(update(), [reply])).toThrow('Macro 7 is not available');
  expect(run(update(), [{ workspace: NATIVE, errors: [] }]).result?.title).toBe('Calls');
});
