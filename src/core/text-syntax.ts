/** References inside texts: `{{id:kind.key}}` and the platforms' own forms, with the escape that lets any other text stand. */
import type { TextForm } from './kind.ts';

/**
 * A literal as the platform stores it, or a reference: `name` is an address for `{{id:…}}`, a key for a `form`, or a `live(…)` call.
 *
 * The braces directly before an opener tell: two begin a reference; 2n (n ≥ 2) are n literal braces; 2k+1 are k literal
 * braces and a reference. So every text can be written, and `{{{{id:` is `{{id:`.
 */
export type TextPart = string | TextReference;
export interface TextReference {
  readonly form?: TextForm;
  readonly name: string;
  /** Where it begins in the spec's text. */
  readonly offset: number;
}

const ID_WORD = 'id:';

/** What stands between the braces and the key of each form, longest first; forms that do not open with `{{` are not texts of ours. */
interface Opener {
  readonly word: string;
  readonly form?: TextForm;
}

function openersOf(forms: readonly TextForm[]): readonly Opener[] {
  const own = forms.filter((form) => form.open.startsWith('{{')).map((form) => ({ word: form.open.slice(2), form }));
  return [{ word: ID_WORD }, ...own].sort((a, b) => b.word.length - a.word.length);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function openerPattern(openers: readonly Opener[]): RegExp {
  return new RegExp(`(\\{{2,})([ \\t]*)(${openers.map((opener) => escapeRegExp(opener.word)).join('|')})`, 'g');
}

const NAME_THEN_END = /^([a-z0-9][a-z0-9_./-]*|live\([^{}\n]*\))(?=[ \t]*(?:\}\}|\|))/;

/** A reference on its way into a spec: a form's may have kept spaces after its braces, and may be followed by a filter instead of its end. */
export interface WrittenReference extends Pick<TextReference, 'form' | 'name'> {
  readonly space?: string;
  readonly open?: true;
}

export interface ParsedText {
  readonly parts: readonly TextPart[];
  /** Openers that no name and end follow. */
  readonly malformed: readonly { readonly offset: number; readonly opener: string }[];
}

export interface TextSyntax {
  /** Literals hold the platform's own openers and closers around a form's reference. */
  parse(text: string): ParsedText;
  /** The way back; here a form's reference stands for its native opener and closer too. */
  format(parts: readonly (string | WrittenReference)[]): string;
}

/** Reader and writer of the texts of a spec whose platforms have these forms. */
export function textSyntax(forms: readonly TextForm[]): TextSyntax {
  const openers = openersOf(forms);
  const pattern = openerPattern(openers);
  const byWord = new Map(openers.map((opener) => [opener.word, opener]));

  function parse(text: string): ParsedText {
    const parts: TextPart[] = [];
    const malformed: { offset: number; opener: string }[] = [];
    if (!text.includes('{{')) return { parts: text === '' ? [] : [text], malformed };
    let literal = '';
    let end = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [whole, braces = '', space = '', word = ''] = match;
      literal += text.slice(end, match.index);
      end = match.index + whole.length;
      if (braces.length > 2 && braces.length % 2 === 0) {
        literal += '{'.repeat(braces.length / 2) + space + word;
        continue;
      }
      const form = byWord.get(word)?.form;
      const offset = match.index + braces.length - 2;
      literal += '{'.repeat((braces.length - 1) >> 1);
      const name = NAME_THEN_END.exec(text.slice(end, end + 300))?.[1];
      const after = name === undefined ? undefined : afterName(text, end + name.length, form);
      if (name === undefined || after === undefined) {
        malformed.push({ offset, opener: `{{${word}` });
        literal += `{{${space}${word}`;
        continue;
      }
      if (form !== undefined) literal += `{{${space}${form.nativeOpen.slice(2)}`;
      if (literal !== '') parts.push(literal);
      parts.push(form === undefined ? { name, offset } : { name, offset, form });
      literal = after.literal;
      end = after.end;
      pattern.lastIndex = end;
    }
    literal += text.slice(end);
    if (literal !== '') parts.push(literal);
    return { parts, malformed };
  }

  function format(parts: readonly (string | WrittenReference)[]): string {
    let out = '';
    let literal = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        literal += part;
        continue;
      }
      const braces = /\{*$/.exec(literal)?.[0].length ?? 0;
      out += escapeLiteral(literal.slice(0, literal.length - braces), pattern);
      out += '{'.repeat(braces === 0 ? 2 : braces * 2 + 1);
      out += part.form === undefined ? `${ID_WORD}${part.name}}}` : written(part, part.form);
      literal = '';
    }
    return out + escapeLiteral(literal, pattern);
  }

  return { parse, format };
}

function written({ name, space = '', open }: WrittenReference, form: TextForm): string {
  return `${space}${form.open.slice(2)}${name}${open ? '' : form.close}`;
}

function escapeLiteral(text: string, pattern: RegExp): string {
  return text.replace(pattern, (_, braces: string, space: string, word: string) => braces + braces + space + word);
}

/** What follows a name: for `{{id:…}}` the closing braces vanish; a form's close becomes the native one, a filter stays. */
function afterName(text: string, at: number, form: TextForm | undefined): { literal: string; end: number } | undefined {
  const space = /^[ \t]*/.exec(text.slice(at, at + 200))?.[0] ?? '';
  const next = at + space.length;
  if (form === undefined) return text.startsWith('}}', next) ? { literal: '', end: next + 2 } : undefined;
  if (text.startsWith(form.close, next)) return { literal: space + form.nativeClose, end: next + form.close.length };
  return { literal: space, end: next };
}
