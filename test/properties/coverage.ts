/** What the properties have tried: kind × attribute, and for rules field × operator and action. */
import { writableKinds } from './generate.ts';
import type { Coverage } from './making.ts';
import type { TenantVocabulary } from './vocabulary.ts';

/** Parts of what no spec can make, only take over: targets that are no mail, and apps. Their own tests try them. */
const TAKEN_OVER: readonly string[] = [
  'target.url',
  'target.method',
  'target.content_type',
  'target.authentication',
  'workspace.apps',
];

/** Everything that should have been tried. */
function wanted(vocabulary: TenantVocabulary | undefined): readonly string[] {
  // Where agents have roles of the account's own, those decide what they see.
  const beyond = vocabulary?.roles.length === 0 ? 'user.custom_role' : 'user.ticket_restriction';
  const attributes = writableKinds
    .flatMap((kind) =>
      Object.entries(kind.attributes).flatMap(([name, { mutability, oneWay }]) =>
        name === kind.scope || oneWay || mutability === 'read_only' || mutability === 'manual'
          ? []
          : [`${kind.name}.${name}`],
      ),
    )
    .filter((name) => name !== beyond);
  const rules = [...(vocabulary?.conditions ?? []), ...(vocabulary?.actions ?? [])].map(({ name }) => name);
  const lacks = (name: string) => /^account\.(?!localization)/.test(name) && !isSetting(name, vocabulary);
  return [...new Set([...attributes, ...rules])].filter((name) => !TAKEN_OVER.includes(name) && !lacks(name));
}

/** What was tried less often than `least` times. */
export function missingFrom(
  coverage: Coverage,
  vocabulary: TenantVocabulary | undefined,
  least: number,
): readonly string[] {
  return wanted(vocabulary).filter((name) => (coverage.get(name) ?? 0) < least);
}

export function report(coverage: Coverage, vocabulary: TenantVocabulary | undefined): string {
  const names = new Set([...wanted(vocabulary), ...coverage.keys()]);
  const attributes = [...names].filter((name) => !/^(when|then) /.test(name));
  const rules = [...names].filter((name) => /^(when|then) /.test(name));
  const least = (list: readonly string[]) => Math.min(...list.map((name) => coverage.get(name) ?? 0));
  const total = (list: readonly string[]) => list.reduce((sum, name) => sum + (coverage.get(name) ?? 0), 0);
  return [
    `attributes: ${attributes.length}, used ${total(attributes)} times, each at least ${least(attributes)}`,
    `conditions by operator, and actions: ${rules.length}, used ${total(rules)} times, each at least ${least(rules)}`,
    `not on this tenant: ${vocabulary?.unknown.join(', ') ?? ''}`,
  ].join('\n');
}

/** Not every tenant has all groups of settings. */
function isSetting(name: string, vocabulary: TenantVocabulary | undefined): boolean {
  return (vocabulary?.settings[name.slice('account.'.length)] ?? []).length > 0;
}
