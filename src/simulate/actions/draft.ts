/** Actions of macros that write the comment of the agent who applies them. */
import type { Context } from '../context.ts';
import { list, text } from '../native.ts';
import type { Templates } from '../templates/templates.ts';
import type { Run } from './action.ts';

/** What a drafting action does; nothing if it is another action. Several texts follow each other. */
export function draft(field: string, value: unknown, templates: Templates): Run | undefined {
  if (field === 'comment_mode_is_public')
    return (cx) => {
      change(cx, { public: text(value) !== 'false' });
      return undefined;
    };
  if (field !== 'comment_value' && field !== 'comment_value_html') return undefined;
  // A text, or a channel and a text.
  const written = Array.isArray(value) ? text(list(value).at(-1)) : text(value);
  const plain = field === 'comment_value' ? written : withoutTags(written);
  return (cx, rule) => {
    const body = templates.render(plain, cx, rule);
    const before = cx.draft?.body ?? '';
    // An account shows a rich text a second time as plain one: it is one comment.
    if (!before.endsWith(body)) change(cx, { body: before === '' ? body : `${before}\n\n${body}` });
    return undefined;
  };
}

function change(cx: Context, part: { readonly body?: string; readonly public?: boolean }): void {
  cx.draft = { body: '', public: true, ...cx.draft, ...part };
}

function withoutTags(html: string): string {
  return html
    .replace(/<br\s*\/?>|<\/p>|<\/li>|<\/div>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .trim();
}
