/** The table of hazards is whole and true: every hazard has an answer, every check is one of ours, every test is there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { hazards, parts } from './hazards/index.ts';

const root = join(import.meta.dirname, '../..');

const texts = new Map<string, string>();
function textOf(file: string): string {
  const text = texts.get(file) ?? readFileSync(join(root, 'test', file), 'utf8');
  texts.set(file, text);
  return text;
}

/** True where a test, a group or a case of a table has this name in the file. */
function isNamed(file: string, name: string): boolean {
  if (!existsSync(join(root, 'test', file))) return false;
  const quoted = ["'", '"', '`'].map((quote) => `${quote}${name.replaceAll(quote, `\\${quote}`)}${quote}`);
  return quoted.some((literal) =>
    ['test(', 'it(', 'describe(', ')(', 'says: '].some((call) => {
      const text = textOf(file);
      return (
        text.includes(`${call}${literal}`) ||
        text.includes(`${call}\n  ${literal}`) ||
        text.includes(`${call}\n    ${literal}`)
      );
    }),
  );
}

describe('the table of hazards', () => {
  test.each(parts.map((part) => [part.title, part] as const))('%s: every hazard stands in it, once', (_title, part) => {
    const listed = part.hazards.map(({ id }) => id);
    expect(listed.filter((id, index) => listed.indexOf(id) !== index)).toEqual([]);
    expect(listed.filter((id) => !part.ids.includes(id))).toEqual([]);
    expect(part.ids.filter((id) => !listed.includes(id))).toEqual([]);
  });

  test('has no empty cell', () => {
    for (const { id, hazard, answer, shown } of hazards) {
      expect(hazard, id).toMatch(/^[A-Z`].+\.$/);
      expect(shown.length, `${id} is shown by no test`).toBeGreaterThan(0);
      const said = 'checks' in answer ? answer.checks : ['engine' in answer ? answer.engine : answer.cannot];
      expect(said.length, id).toBeGreaterThan(0);
      for (const sentence of said) expect(sentence, id).not.toBe('');
    }
  });

  test('a check has a test that shows what happens without it', () => {
    const bare = hazards.filter(({ answer, otherwise = [] }) => 'checks' in answer && otherwise.length === 0);
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  test('names checks that there are', () => {
    const known = new Set(checks.map(({ id }) => id));
    const named = hazards.flatMap(({ answer }) => ('checks' in answer ? answer.checks : []));
    expect(named.filter((code) => !known.has(code))).toEqual([]);
  });

  test('names codes and pages that there are', () => {
    const listed = readFileSync(join(root, 'docs/diagnostics.md'), 'utf8');
    const unknown = hazards.flatMap(({ id, answer }) => {
      if (!('engine' in answer)) return [];
      const codes = [...answer.engine.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([code]) => code);
      const pages = answer.see === undefined || existsSync(join(root, answer.see)) ? [] : [answer.see];
      return [...codes.filter((code) => !listed.includes(`| ${code} |`)), ...pages].map((what) => `${id}: ${what}`);
    });
    expect(unknown).toEqual([]);
  });

  test('names tests that there are', () => {
    const missing = hazards.flatMap(({ id, shown, otherwise = [] }) =>
      [...shown, ...otherwise].flatMap((name) => {
        const [file = '', ...words] = name.split(' › ');
        return words.length > 0 && words.every((word) => isNamed(file, word)) ? [] : [`${id}: ${name}`];
      }),
    );
    expect(missing).toEqual([]);
  });
});
