/** How conditions search texts. */
import type { SimulationOptions } from '../options.ts';

/** The items of a "contains words" value: words, or phrases in quotation marks, in lower case. */
export function searchItems(value: string): readonly string[] {
  const items = value.toLowerCase().match(/"[^"]+"|\S+/g) ?? [];
  return items.map((item) => item.replace(/^"(.*)"$/, '$1').trim()).filter((item) => item !== '');
}

/** Finds an item in a text, both in lower case. hc/4408885654298: parts of words match, as "none" does in "nonetheless". */
export function finder(item: string, match: SimulationOptions['wordMatch']): (text: string) => boolean {
  if (match === 'substring') return (text) => text.includes(item);
  const escaped = item.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const whole = new RegExp(`(^|[^\\p{L}\\p{N}_])${escaped}($|[^\\p{L}\\p{N}_])`, 'u');
  return (text) => whole.test(text);
}

/** Whether a text has at least one of the words. */
export function wordTest(value: string, match: SimulationOptions['wordMatch']): (text: string) => boolean {
  const finders = searchItems(value).map((item) => finder(item, match));
  return (text) => finders.some((find) => find(text));
}
