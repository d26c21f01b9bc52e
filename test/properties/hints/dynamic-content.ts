/** Placeholders that the platform makes of such names, and a text in the one language that every account has. */
import { line, paragraph } from '../dice.ts';
import type { Hint } from '../making.ts';

export const dynamicContentHints: Readonly<Record<string, Hint>> = {
  'dynamic_content.placeholder': ({ next }) => `text_${next()}`,
  'dynamic_content.name': (m) => `${line(m.d, 60)} ${m.next()}`,
  'dynamic_content.default_language': () => 'en-US',
  'dynamic_content.texts': ({ d }) => ({ 'en-US': (d.bool() ? line(d) : paragraph(d)).trim() || 'Hello' }),
};
