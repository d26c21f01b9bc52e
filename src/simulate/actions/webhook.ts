/** What comes back from a webhook: an update of the same ticket, by the account's own API or as a story says. */
import type { ChainedUpdate, Context } from '../context.ts';
import type { Native, RuleRef, StoryComment } from '../model.ts';
import { isNative, native, text } from '../native.ts';

const TICKET = /^https?:\/\/[^/]+\.zendesk\.com\/api\/v2\/(?:tickets|requests)\/([^/.?]+)/;

/** The update that a call sets off, if any. A story's word for a webhook goes first. */
export function chainedUpdate(
  cx: Context,
  cause: RuleRef,
  hook: Native,
  body: string,
  render: (source: string) => string,
): ChainedUpdate | undefined {
  const effect = cx.effects.find((one) => one.webhook === text(hook.id) || one.webhook === text(hook.name));
  if (effect !== undefined) return { by: effect.by, comment: effect.comment, set: effect.set ?? {}, cause };
  const method = text(hook.http_method).toUpperCase();
  if (!cx.options.render || !['PUT', 'PATCH', 'POST'].includes(method)) return undefined;
  if (TICKET.exec(render(text(hook.endpoint)))?.[1] !== cx.scene.ticket.id) return undefined;
  const sent = ticketOf(body);
  if (sent === undefined) return undefined;
  const { comment, ...set } = sent;
  return { by: text(native(comment).author_id) || undefined, comment: commentOf(comment), set, cause };
}

function ticketOf(body: string): Native | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const { ticket } = native(parsed);
    return isNative(ticket) ? ticket : undefined;
  } catch {
    return undefined;
  }
}

function commentOf(value: unknown): StoryComment | undefined {
  const comment = native(value);
  const body = text(comment.body) || text(comment.html_body);
  return body === '' ? undefined : { body, public: comment.public !== false };
}
