/** slas.yaml: what customers are promised. */

import type { SpecObject } from '../../core/spec-node.ts';
import { PRIORITIES, type Target } from '../answers.ts';
import type { Job, Piece } from '../job.ts';
import { targetText } from '../short-forms.ts';

/** One policy for all customers; who is promised more gets a policy above it. */
export function slasPiece({ answers, features, words }: Job): Piece {
  const note = `${features.title} has no SLA policies: the targets are not written.`;
  if (!features.slas) {
    const promised = PRIORITIES.map((key) => `${key.toUpperCase()}: ${targetText(answers.sla[key])}`);
    return {
      sheets: [
        {
          path: 'slas.yaml',
          intro: [`Not written: ${note} What was promised, first reply and resolution:`, ...promised],
          sections: [],
        },
      ],
      notes: [note],
    };
  }
  const targets = Object.fromEntries(PRIORITIES.map((key) => [key, targetOf(answers.sla[key])]));
  return {
    sheets: [
      {
        path: 'slas.yaml',
        intro: [
          'What customers are promised. The first policy that fits a ticket counts, so those for fewer customers stand above.',
          'A ticket without a priority has no target: routing.yaml gives every ticket one.',
        ],
        sections: [
          {
            path: ['slas'],
            blocks: [
              {
                key: 'standard',
                value: { title: words.sla.title, description: words.sla.description, targets },
              },
            ],
          },
        ],
      },
    ],
    notes: [],
  };
}

function targetOf({ hours, first_reply, resolution }: Target): SpecObject {
  return { hours, first_reply, resolution };
}
