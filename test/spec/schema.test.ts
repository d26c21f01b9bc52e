import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { specJsonSchema } from '../../src/spec/schema.ts';
import { KINDS } from './kit.ts';

function judge(spec: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const validate = ajv.compile(specJsonSchema(KINDS));
  validate(spec);
  return [...new Set((validate.errors ?? []).map((error) => error.instancePath))];
}

it('admits what loads: includes, default(), variables in texts, keys of people', () => {
  expect(
    judge({
      version: 1,
      extends: ['../base'],
      client: { name: '${NAME}', slug: 'acme' },
      platform: { provider: 'zendesk', subdomain: '${SUB:-acme}', environment: '${ENV}' },
      priorities: { p1: { level: 'urgent', name: 'Down' } },
      groups: {
        tier1: {
          name: { file: 'name.txt' },
          description: 'default()',
          lifecycle: { mode: 'create_only' },
          tags: ['a'],
        },
      },
      ticket_fields: { f: { type: '${TYPE}', title: 'F', options: { '10': 'Ten', file: 'File' } } },
      help_center: { acme: { articles: { a: { title: 'A', section: 's', body: { file: 'kb/a.html' } } } } },
      slack: { channels: { ops: { name: 'ops' } } },
      order: { triggers: ['a'] },
    }),
  ).toEqual([]);
});

it('marks what does not', () => {
  expect(judge({ groups: { Tier1: { name: 'T' } } })).toEqual(['/groups']);
  expect(judge({ groups: { t: { nam: 'T' } } })).toEqual(['/groups/t']);
  expect(judge({ ticket_fields: { f: { position: '${N}' } } })).toEqual(['/ticket_fields/f/position']);
  expect(judge({ ticket_fields: { f: { type: 'dropdwn' } } })).toContain('/ticket_fields/f/type');
  expect(judge({ macros: {} })).toEqual(['']);
});

it('describes every attribute', () => {
  const text = JSON.stringify(specJsonSchema(KINDS));
  expect(text).toContain('"description":"A toy attribute."');
  expect(text).toContain('https://json-schema.org/draft/2020-12/schema');
});
