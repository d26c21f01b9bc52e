/** Texts in the other language of the help center, where it has one. */
import { type Dice, line } from '../dice.ts';
import type { Hint } from '../making.ts';

function inOther(text: (d: Dice) => unknown): Hint {
  return ({ d, vocabulary }, _draft, { locale }) => {
    const source = typeof locale === 'string' ? locale : vocabulary.languages[0];
    const others = vocabulary.languages.filter((language) => language !== source);
    return others.length === 0 ? undefined : { [d.pick(others)]: text(d) };
  };
}

export const translationHints: Readonly<Record<string, Hint>> = {
  'category.translations': inOther((d) => ({ name: line(d, 60) || 'X', description: line(d, 60) })),
  'section.translations': inOther(() => 'Abschnitt'),
  'article.translations': inOther((d) => ({
    title: line(d, 60) || 'X',
    body: `<p>Hallo ${d.int(9)}</p>`,
    publish: d.bool(),
  })),
};
