/** All hazards, in the order in which docs/hazards.md lists them. */
import { accountHazards } from './account.ts';
import { channelHazards } from './channels.ts';
import { falseDifferences } from './differences.ts';
import { fieldHazards } from './fields.ts';
import { guideHazards } from './guide.ts';
import type { Hazard } from './hazard.ts';
import { ruleHazards } from './rules.ts';
import { serverHazards } from './server.ts';

export interface Part {
  readonly title: string;
  readonly hazards: readonly Hazard[];
  /** Every hazard that must have an entry. */
  readonly ids: readonly string[];
}

function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

/** In the order of their ids, wherever they are written. */
function sorted(hazards: readonly Hazard[], ids: readonly string[]): readonly Hazard[] {
  return [...hazards].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

function part(title: string, ids: readonly string[], hazards: readonly Hazard[]): Part {
  return { title, ids, hazards: sorted(hazards, ids) };
}

export const parts: readonly Part[] = [
  part(
    'What a change meets',
    [...numbered('G', 4), ...numbered('', 76)],
    [...accountHazards, ...channelHazards, ...fieldHazards, ...ruleHazards, ...guideHazards],
  ),
  part('Habits of the API', numbered('S', 28), serverHazards),
  part('Differences that are none', numbered('D', 10), falseDifferences),
];

export const hazards: readonly Hazard[] = parts.flatMap((own) => own.hazards);
