/** What fields of organizations, of users and of custom objects have alike. */
import type { Attribute } from '../../core/attribute.ts';
import { choice, flag } from '../../core/attributes/simple.ts';
import { line, text } from '../../core/attributes/text.ts';
import { lookupFilter, lookupTarget } from './lookup-relation.ts';

/** Their attributes but for key and options, in the order in which they stand; `tag` says what the tag of a checkbox is. */
export function ownFieldAttributes(
  types: Readonly<Record<string, string>>,
  tag: string,
): Readonly<Record<string, Attribute>> {
  return {
    type: choice(types, { description: 'What it holds.', mutability: 'immutable', required: true }),
    title: line({ description: 'Name that agents see.', required: true }),
    description: text({ description: 'What it is for.', platformDefault: '' }),
    active: flag({ description: 'Whether it is in use.', platformDefault: true }),
    pattern: line({
      description: 'Ruby regular expression that values must match; type regexp only.',
      native: 'regexp_for_validation',
      platformDefault: '',
    }),
    tag: line({ description: tag, platformDefault: '' }),
    target: lookupTarget,
    filter: lookupFilter,
  };
}
