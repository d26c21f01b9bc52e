/** A compiled action of a rule. */
import type { Context } from '../context.ts';
import type { RuleRef } from '../model.ts';

export interface Action {
  readonly index: number;
  readonly field: string;
  /** The value as people read it. */
  readonly value: string;
  /** Does it; returns why there is no effect that can be shown offline, if so. */
  run(cx: Context, rule: RuleRef): string | undefined;
}

export type Run = Action['run'];
