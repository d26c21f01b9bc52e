/** Forms whose conditions stand on fields of the form, each field shown by one that comes before it. */
import type { Dice } from '../dice.ts';
import { line } from '../dice.ts';
import type { Block, Draft, Hint } from '../making.ts';

type Field = readonly [key: string, block: Block];

export const ticketFormHints: Readonly<Record<string, Hint>> = {
  'ticket_form.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  // Fields that customers cannot see would leave the form without a word.
  'ticket_form.visible_to_customers': ({ d }, draft, block) =>
    d.bool() && Array.isArray(block.fields) && fieldsOf(draft, block).every(isVisible),
  'ticket_form.brands': ({ d }, draft) => {
    const brands = [...(draft.get('brand') ?? [])].flatMap(([key, { active }]) => (active === false ? [] : [key]));
    const some = d.some(brands, 2);
    return some.length === 0 ? 'all' : some;
  },
  'ticket_form.fields': ({ d }, draft, block) => {
    const open = block.visible_to_customers === false;
    const usable = [...(draft.get('ticket_field') ?? [])].filter(
      ([key, { active }]) => active !== false && !key.startsWith('sys_'),
    );
    const fit = usable.filter((field) => open || isVisible(field)).map(([key]) => key);
    const held = Array.isArray(block.fields) ? block.fields.map(String) : [];
    // What the tenant's own conditions use cannot be taken out; ours are known.
    const known = block.agent_conditions !== undefined && block.customer_conditions !== undefined;
    const stay = held.filter((key) => !known || usedIn(block).has(key) || d.bool(0.7));
    const deciding = usable
      .filter(([, field]) => isVisible(['', field]) && field.options instanceof Map)
      .map(([key]) => key);
    const chosen = [
      ...new Set([...stay, ...deciding.slice(0, 3).filter((key) => fit.includes(key)), ...d.some(fit, 6)]),
    ];
    return chosen.length === 0 ? undefined : d.shuffle(chosen);
  },
  'ticket_form.agent_conditions': ({ d }, draft, block) =>
    conditions(d, fieldsOf(draft, block), () =>
      d.pick([true, 'always', 'never', ['pending', 'solved'], ['new', 'open', 'hold']]),
    ),
  'ticket_form.customer_conditions': ({ d }, draft, block) =>
    conditions(d, fieldsOf(draft, block).filter(isVisible), () => d.bool()),
};

function fieldsOf(draft: Draft, { fields }: Block): readonly Field[] {
  const keys = new Set(Array.isArray(fields) ? fields.map(String) : []);
  return [...(draft.get('ticket_field') ?? [])].filter(([key]) => keys.has(key));
}

function isVisible([, { visible_in_portal }]: Field): boolean {
  return visible_in_portal === true;
}

/** Each field is shown by those before it, so that there are no circles. */
function conditions(d: Dice, fields: readonly Field[], required: () => unknown): unknown {
  const parents = fields.slice(0, -1).flatMap(([key, field], index) => {
    const value = anyValueOf(d, field);
    return value === undefined ? [] : [{ key, value, children: fields.slice(index + 1).map(([child]) => child) }];
  });
  if (parents.length === 0) return undefined;
  return d.some(parents, 3).map(({ key, value, children }) => {
    const shown = d.some(children, 2);
    const show = shown.length > 0 ? shown : children.slice(0, 1);
    return {
      when: { [key]: value },
      show: show.map((field) => (d.bool() ? field : { field, required: required() })),
    };
  });
}

function anyValueOf(d: Dice, { type, options }: Block): unknown {
  if (type === 'checkbox') return d.bool();
  return type === 'dropdown' && options instanceof Map && options.size > 0 ? d.pick([...options.keys()]) : undefined;
}

function usedIn({ agent_conditions, customer_conditions }: Block): ReadonlySet<string> {
  const text = JSON.stringify([agent_conditions, customer_conditions]);
  return new Set([...text.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word));
}
