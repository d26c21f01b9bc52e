/** Words of texts that hold ids: links, placeholders and calls that name blocks of the same spec. */
import type { Dice } from '../dice.ts';
import type { Draft } from '../making.ts';

const PLACES: Readonly<Record<string, readonly ((key: string) => string)[]>> = {
  section: [(key) => `/hc/en-us/sections/{{id:section.${key}}}-x`],
  category: [(key) => `https://acme.zendesk.com/hc/categories/{{id:category.${key}}}`],
  ticket_form: [(key) => `/hc/requests/new?ticket_form_id={{id:ticket_form.${key}}}`],
  ticket_field: [
    (key) => `{{ticket.field.${key}}}`,
    (key) => `{{ ticket.field_option_title.${key} | upcase }}`,
    (key) => `{% if ticket.ticket_field_{{id:ticket_field.${key}}} %}yes{% endif %}`,
  ],
  group: [(key) => `group_id={{id:group.${key}}}`, (key) => `?group_id={{id:group.${key}}}`],
};

/** Some of them, as far as the draft has such blocks. */
export function idsIn(draft: Draft, d: Dice, kinds: readonly string[] = Object.keys(PLACES)): string {
  const found = kinds.flatMap((kind) => {
    const keys = [...(draft.get(kind)?.keys() ?? [])];
    return keys.length === 0 ? [] : [d.pick(PLACES[kind] ?? [])(d.pick(keys))];
  });
  return d.some(found, 3).join(' ');
}
