/** Editors judge test files as the program does. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { testsJsonSchema } from '../../src/spec/tests/schema.ts';

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(testsJsonSchema());
const folder = join(import.meta.dirname, '../../examples/acme/tests');

describe('the JSON Schema of test files', () => {
  it.each(readdirSync(folder))('takes examples/acme/tests/%s', (file) => {
    validate(parse(readFileSync(join(folder, file), 'utf8')));
    expect(validate.errors).toBeNull();
  });

  it('refuses what the program refuses', () => {
    expect(validate({ cases: [{ name: 'A', givn: {} }] })).toBe(false);
    expect(validate({ cases: [{ given: {} }] })).toBe(false);
    expect(validate({ cases: [{ name: 'A', expect: { due: { first_replie: '1h' } } }] })).toBe(false);
  });
});
