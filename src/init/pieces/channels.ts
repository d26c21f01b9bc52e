/** channels.yaml: the ways in. Most of them can only be opened by a person: the plan says where, and what to enter. */
import type { SpecObject } from '../../core/spec-node.ts';
import type { Channel } from '../answers.ts';
import type { Job, Piece } from '../job.ts';
import type { SheetBlock } from '../sheet.ts';

/** Support addresses and channels. */
export function channelsPiece(job: Job): Piece {
  const { answers } = job;
  const address: readonly SheetBlock[] =
    answers.support_address === undefined
      ? []
      : [
          {
            key: 'main',
            comment: [
              'Mail to it reaches the tenant once your mail server forwards it: the plan lists that as a step for a person.',
            ],
            value: { email: answers.support_address, name: answers.brand },
          },
        ];
  return {
    sheets: [
      {
        path: 'channels.yaml',
        intro: [
          'The ways in. The platform lets no program open most of them: `supportctl plan` lists what a person does, and where.',
        ],
        sections: [
          { path: ['support_addresses'], blocks: address },
          {
            path: ['channels'],
            blocks: answers.channels.map((channel) => ({ key: channel, value: channelOf(job, channel) })),
          },
        ],
      },
    ],
    notes: [],
  };
}

function channelOf({ answers, words }: Job, type: Channel): SpecObject {
  const address = type === 'email' && answers.support_address !== undefined ? { support_address: 'main' } : {};
  return { type, name: words.channels[type], ...address };
}
