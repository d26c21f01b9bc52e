/** Values of the fields of people and organizations: fields that exist, options that they have, lists where they take many. */
import { nearest } from '../core/attributes/problems.ts';
import { isList, isPlainStruct, type Value } from '../core/value.ts';
import { valuesIn } from '../providers/zendesk/profile-values.ts';
import { type Check, type CheckContext, check, type Finding, liveOf, membersIn, resourcesOf } from './check.ts';

interface Field {
  readonly type: string;
  readonly options: readonly string[];
}

/** The check of `fields` of `owner`, whose fields are of `kind`. */
export function aboutFields(
  owner: string,
  kind: 'organization_field' | 'user_field',
  data: { readonly id: string; readonly title: string },
): Check {
  return check(
    {
      ...data,
      stage: 'account',
      severity: 'error',
      why: 'Zendesk passes over a field that it does not know without a word, and empties one whose option does not exist.',
    },
    function* (cx) {
      if (cx.live?.has(kind) !== true) return;
      const fields = fieldsIn(cx, kind);
      for (const resource of resourcesOf(cx, owner)) {
        const { fields: values } = resource.attributes;
        const held = isPlainStruct(values) ? values : {};
        for (const [key, texts] of valuesIn(values)) {
          const found = problemOf(key, texts, held[key], fields);
          if (found !== undefined) yield { resource, path: `fields.${key}`, ...found };
        }
      }
    },
  );
}

function problemOf(
  key: string,
  texts: readonly string[],
  value: Value | undefined,
  fields: ReadonlyMap<string, Field>,
): Pick<Finding, 'summary' | 'hint' | 'detail'> | undefined {
  const field = fields.get(key);
  const isMany = isList(value);
  if (field === undefined) {
    const near = nearest(key, fields.keys());
    return {
      summary: `The account has no such field "${key}"`,
      ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
    };
  }
  if (isMany !== (field.type === 'multiselect'))
    return { summary: isMany ? `"${key}" takes one value, not a list` : `"${key}" takes a list of tags: [a, b]` };
  if (field.type === 'checkbox' && typeof value !== 'boolean') return { summary: `"${key}" takes true or false` };
  if (field.options.length === 0) return undefined;
  const unknown = texts.find((text) => text !== '' && !field.options.includes(text));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, field.options);
  return {
    summary: `"${key}" has no option "${unknown}"`,
    detail: `Its options: ${field.options.slice(0, 30).join(', ')}`,
    ...(near === undefined ? {} : { hint: `Did you mean "${near}"?` }),
  };
}

/** Fields by their keys, as the account has them and as the spec makes them. */
function fieldsIn(cx: CheckContext, kind: string): ReadonlyMap<string, Field> {
  const live = liveOf(cx, kind).map(({ attributes }) => attributes);
  const own = resourcesOf(cx, kind).map(({ attributes }) => attributes);
  const fields = new Map<string, Field>();
  for (const { key, type, options } of [...live, ...own]) {
    const tags = membersIn(options).map((option) => String(option.key));
    const before = fields.get(String(key))?.options ?? [];
    fields.set(String(key), { type: String(type), options: [...new Set([...before, ...tags])] });
  }
  return fields;
}
