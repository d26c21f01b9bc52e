import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRecord } from '../../src/core/attributes/scalars.ts';
import { isWorthWriting } from '../../src/engine/worth-writing.ts';
import { type Binding, liveObject, type Native } from '../../src/providers/zendesk/binding.ts';
import { bindings } from '../../src/providers/zendesk/kinds.ts';
import { encoding, throughSpec } from './support.ts';

const contracts = process.env.SUPPORTCTL_CONTRACTS;
const folder = join(contracts ?? '', 'recorded', 'GET');

function recordedOf({ endpoint, below }: Binding): readonly Native[] {
  const found: Native[] = [];
  // What stands below other objects has names that recorded replies use for something else.
  if (below !== undefined) return found;
  for (const [name, property] of [
    [endpoint.many, endpoint.many],
    [endpoint.one, endpoint.one],
  ]) {
    const file = join(folder, `${name}.json`);
    if (!existsSync(file)) continue;
    const body: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const held = isRecord(body) ? body[property ?? ''] : undefined;
    found.push(...(Array.isArray(held) ? held : [held]).filter(isRecord));
  }
  return found;
}

describe.skipIf(contracts === undefined || !existsSync(folder))('replies of real accounts', () => {
  for (const binding of bindings) {
    const natives = contracts === undefined ? [] : recordedOf(binding);
    if (natives.length === 0) continue;
    it(`of ${binding.kind.plural} are read, written to the spec and sent without loss`, () => {
      for (const native of natives) {
        const live = liveObject(binding, native);
        expect(live.id).toBe(String(native.id));
        expect(live.title).not.toBe('');
        for (const [name, attribute] of Object.entries(binding.kind.attributes)) {
          const value = live.attributes[name];
          // What nobody set, or nobody can set, is not imported.
          if (value === undefined || !isWorthWriting(attribute, value)) continue;
          const back = throughSpec(attribute, value);
          expect(back.reports, `${name} of ${live.title}`).toEqual([]);
          const sent = attribute.encode(back.value ?? null, encoding);
          if (attribute.collection !== 'members' && attribute.collection !== 'subset') {
            expect(back.value, `${name} of ${live.title}`).toEqual(value);
            expect(attribute.decode(sent), `${name} of ${live.title}`).toEqual(value);
          }
        }
      }
    });
  }

  it('hold triggers that the vocabulary can say in full', () => {
    const trigger = bindings.find((binding) => binding.kind.name === 'trigger');
    const natives = trigger === undefined ? [] : recordedOf(trigger);
    expect(natives.length).toBeGreaterThan(5);
    for (const native of natives) {
      const live = trigger === undefined ? undefined : liveObject(trigger, native);
      expect(JSON.stringify(live?.attributes)).not.toContain('"raw"');
    }
  });
});
