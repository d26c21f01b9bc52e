/** Values that make sense together, for fields of organizations and of users. */
import { line } from '../dice.ts';
import { count, type Hint, optionsFor } from '../making.ts';
import { FIELD_TYPES, lookupHints } from './custom-object.ts';

function hintsOf(kind: 'organization_field' | 'user_field'): Readonly<Record<string, Hint>> {
  return {
    [`${kind}.key`]: ({ next }) => `${kind.slice(0, 2)}_${next()}`,
    [`${kind}.title`]: (m) => `${line(m.d, 60)} ${m.next()}`,
    [`${kind}.type`]: ({ d, coverage }) => {
      const rare = FIELD_TYPES.map((type) => ({ type, used: coverage.get(`${kind} of type ${type}`) ?? 0 })).sort(
        (a, b) => a.used - b.used,
      );
      const { type } = d.pick(rare.slice(0, 4));
      count(coverage, `${kind} of type ${type}`);
      return type;
    },
    [`${kind}.pattern`]: (_m, _draft, { type }) => (type === 'regexp' ? '^[a-z]{2}\\d+$' : undefined),
    [`${kind}.tag`]: ({ next }, _draft, { type }) =>
      type === 'checkbox' ? `${kind.slice(0, 2)}_ticked_${next()}` : undefined,
    ...lookupHints(kind),
    [`${kind}.options`]: (m, _draft, { type }) =>
      type === 'dropdown' || type === 'multiselect' ? optionsFor(m, { withDefault: false }) : undefined,
  };
}

export const profileFieldHints = { ...hintsOf('organization_field'), ...hintsOf('user_field') };
