/** Durations as people write them: `1d2h30m`, where a day is 24 hours. Canonical in minutes, which need not be whole. */
import { z } from 'zod';
import type { Attribute } from '../attribute.ts';
import { type AttributeOptions, shared } from './options.ts';
import { wrongType } from './problems.ts';
import { canonicalScalar, isTextNode } from './scalars.ts';

const PATTERN = /^(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const SECONDS = { d: 86_400, h: 3600, m: 60, s: 1 } as const;

/** One length of time. */
export function duration(options: AttributeOptions): Attribute {
  return {
    ...shared(options),
    schema: z.string().regex(PATTERN).describe(options.description),
    parse(node, cx) {
      const found = isTextNode(node) ? PATTERN.exec(node.value.trim()) : null;
      if (found === null) return wrongType(cx, node, 'a length of time such as 30m, 4h or 1d2h30m');
      const [, days = 0, hours = 0, minutes = 0, seconds = 0] = found;
      const whole = Number(days) * SECONDS.d + Number(hours) * SECONDS.h + Number(minutes) * SECONDS.m;
      return (whole + Number(seconds)) / SECONDS.m;
    },
    format: (value) => written(Number(value)),
    decode: (native) => Number(canonicalScalar(native)),
    encode: (value) => Number(value),
  };
}

function written(minutes: number): string {
  let left = Math.round(minutes * SECONDS.m);
  let text = '';
  for (const [unit, seconds] of Object.entries(SECONDS)) {
    const count = Math.floor(left / seconds);
    if (count > 0) text += `${count}${unit}`;
    left -= count * seconds;
  }
  return text === '' ? '0m' : text;
}
