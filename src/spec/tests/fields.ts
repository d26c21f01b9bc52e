/** Values of custom fields in test files: the field must be one of the spec's, an option one of the field's. */
import { type Address, addressOf } from '../../core/address.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Desired, Resource } from '../../core/resource.ts';
import type { SpecNode } from '../../core/spec-node.ts';
import { isPlainStruct } from '../../core/value.ts';
import { problem } from '../layer.ts';
import { listNames, nearestHint } from '../nearest.ts';
import type { FieldInput } from './model.ts';
import { entriesOf, itemsOf, textOf } from './nodes.ts';

type Report = (diagnostic: Diagnostic) => void;

/** Address of the field → value; `none` for no value. */
export function fieldInputs(
  node: SpecNode | undefined,
  kind: 'ticket_field' | 'organization_field' | 'user_field',
  desired: Desired,
  report: Report,
): ReadonlyMap<Address, FieldInput> {
  const found = new Map<Address, FieldInput>();
  for (const [key, value, keyAt] of entriesOf(node)) {
    const address = key.startsWith(`${kind}.`) ? key : addressOf(kind, key);
    const field = desired.resources.find((resource) => resource.address === address);
    if (field === undefined) {
      const keys = desired.resources
        .filter((own) => own.kind === kind)
        .map((own) => own.address.slice(kind.length + 1));
      report(
        problem('TEST_NAME', keyAt, `the spec has no ${kind.replace('_', ' ')} \`${key}\``, nearestHint(key, keys)),
      );
      continue;
    }
    const input = inputOf(value);
    if (input === undefined) continue;
    found.set(address, input);
    checkOptions(field, key, value, report);
  }
  return found;
}

function inputOf(node: SpecNode): FieldInput | undefined {
  if (node.type === 'list') return itemsOf(node).flatMap((item) => textOf(item) ?? []);
  return node.type === 'scalar' && node.value !== null ? node.value : undefined;
}

function checkOptions({ attributes }: Resource, key: string, node: SpecNode, report: Report): void {
  const options = optionsOf(attributes.options);
  if (options === undefined) return;
  for (const item of node.type === 'list' ? node.items : [node]) {
    const word = textOf(item);
    if (word === undefined || word === 'none' || options.includes(word)) continue;
    report(
      problem('TEST_NAME', item.at, `\`${key}\` has no option \`${word}\``, {
        detail: `its options: ${listNames(options, 40)}`,
        ...nearestHint(word, options),
      }),
    );
  }
}

/** Tags of a field's options; undefined where it has none. */
export function optionsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.filter(isPlainStruct).map((option) => String(option.key));
}
