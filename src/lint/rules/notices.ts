/** What mails say, and to whom: private matters, placeholders that stay empty, words that are part of others. */
import { actionsOf, conditionsOf } from '../../checks/rule.ts';
import type { Resource } from '../../core/resource.ts';
import type { Struct } from '../../core/value.ts';
import { isKnownPlaceholder } from '../../simulate/templates/known.ts';
import { COMMON_WORDS } from '../common-words.ts';
import { implies } from '../logic.ts';
import type { LintContext, Rule } from '../rule.ts';
import { activeOf, allConditions, asks, customerMails, isOpaque, textsIn } from '../rules-of.ts';

const privateNotify: Rule = {
  id: 'private-notify',
  severity: 'warning',
  title: 'Customers hear only of what they may see',
  reason:
    'A ticket, or a note, may be private. A mail that says "there is an update" after an internal note makes customers ask which, and a placeholder may carry the note to them.',
  mend: 'Add {field: comment, is: public} or {field: privacy, is: public}.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408828984346',
  failing: `
trigger_categories: {all: {name: All}}
triggers:
  news:
    title: There is news
    category: all
    when: {all: [{field: update_type, is: change}, {field: current_user, is: agent}]}
    then: [{notify_user: {to: requester, subject: News, body: There is news.}}]`,
  passing: `
trigger_categories: {all: {name: All}}
triggers:
  news:
    title: There is news
    category: all
    when: {all: [{field: update_type, is: change}, {field: current_user, is: agent}, {field: comment, is: public}]}
    then: [{notify_user: {to: requester, subject: News, body: There is news.}}]`,
  *run(cx) {
    for (const kind of ['trigger', 'automation']) {
      for (const resource of activeOf(cx, kind)) {
        if (isOpaque(resource) || customerMails(resource).length === 0 || asks(resource, isPublic)) continue;
        yield { resource, path: 'when', summary: 'It mails customers about tickets and notes that are private, too' };
      }
    }
  },
};

/** What customers did themselves, they may hear of. */
function isPublic({ field, operator, value }: Struct): boolean {
  if (field === 'comment') return operator === 'is' && (value === 'public' || value === 'visible_to_requester');
  if (field === 'privacy') return operator === 'is' && value === 'public';
  if (field === 'current_user') return operator === 'is' && value === 'end_user';
  return field === 'satisfaction';
}

const placeholders: Rule = {
  id: 'placeholder-suppressed',
  severity: 'warning',
  title: 'Placeholders in mails are filled',
  reason:
    'An unknown placeholder is sent as nothing. And where anybody may write without signing in, the platform blanks what strangers wrote in the first mail to customers, so that nobody sends their text to others through you.',
  mend: 'Correct the name; in the first acknowledgement, leave out what the customer wrote.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408833443226',
  failing: `
trigger_categories: {all: {name: All}}
triggers:
  received:
    title: Received
    category: all
    when: {all: [{field: update_type, is: create}, {field: comment, is: public}, {field: current_user, is: end_user}]}
    then: [{notify_user: {to: requester, subject: Received, body: "You wrote: {{ticket.comments_formatted}} {{ticket.coment}}"}}]`,
  passing: `
trigger_categories: {all: {name: All}}
triggers:
  received:
    title: Received
    category: all
    when: {all: [{field: update_type, is: create}, {field: comment, is: public}, {field: current_user, is: end_user}]}
    then: [{notify_user: {to: requester, subject: Received, body: "We have your request {{ticket.id}}."}}]`,
  *run(cx) {
    const contents = dynamicContents(cx);
    for (const kind of ['trigger', 'automation', 'macro']) {
      for (const resource of activeOf(cx, kind)) {
        const used = new Set(
          actionsOf(resource.attributes).flatMap(({ value }) => textsIn(value).flatMap(placeholdersIn)),
        );
        for (const name of used) {
          const parts = name.split('.');
          if (parts[0] === 'dc' && contents === undefined) continue;
          if (!isKnownPlaceholder(parts, contents ?? new Set()))
            yield { resource, path: 'then', summary: `{{${name}}} is no placeholder of the platform` };
        }
        const written = greetsStrangers(resource)
          ? customerTexts(resource).flatMap(placeholdersIn).find(isTheirs)
          : undefined;
        if (written !== undefined)
          yield {
            resource,
            path: 'then',
            summary: `{{${written}}} stays empty in the first mail to people who did not sign in`,
          };
      }
    }
  },
};

/** Names of dynamic content; undefined where the account may have more than the spec says. */
function dynamicContents(cx: LintContext): ReadonlySet<string> | undefined {
  if (cx.live === undefined) return undefined;
  const placeholders = (cx.live.get('dynamic_content') ?? []).map(({ native }) => String(native.placeholder));
  return new Set(placeholders.flatMap((text) => /\{\{\s*dc\.([^\s}]+)/.exec(text)?.[1] ?? []));
}

/** `ticket.id` of `{{ticket.id}}` and of `{{ticket.id | upcase}}`; names inside tags of Liquid may be variables of the text. */
function placeholdersIn(text: string): readonly string[] {
  const assigned = new Set([...text.matchAll(/\{%-?\s*(?:assign|for|capture)\s+(\w+)/g)].map(([, name]) => name));
  return [...text.matchAll(/\{\{-?\s*([A-Za-z_][\w.-]*)\s*(?:\||-?\}\})/g)].flatMap(([, name = '']) =>
    assigned.has(name.split('.')[0]) || name.startsWith('forloop') ? [] : [name],
  );
}

function customerTexts(resource: Resource): readonly string[] {
  return customerMails(resource).flatMap(({ subject, body }) => [...textsIn(subject), ...textsIn(body)]);
}

function greetsStrangers(resource: Resource): boolean {
  const { all } = conditionsOf(resource.attributes);
  return (
    resource.kind === 'trigger' &&
    implies(all, { field: 'update_type', operator: 'is', value: 'create' }) &&
    !all.some(({ field, value }) => field === 'current_user' && value !== 'end_user')
  );
}

/** Placeholders that carry what the customer wrote. */
function isTheirs(name: string): boolean {
  return /^ticket\.(?:latest_(?:public_)?comment|(?:public_)?comments|description|verbatim_description)/.test(name);
}

const keyword: Rule = {
  id: 'keyword-substring',
  severity: 'warning',
  title: 'Words that rules look for are not part of common words',
  reason:
    '"Contains the word" means the letters, wherever they stand: a rule for `bug` takes "debug", one for `art` takes "start".',
  mend: 'Look for a longer word or a whole phrase, or for a field that the customer fills in.',
  source: 'https://support.zendesk.com/hc/en-us/articles/4408885654298',
  failing: `
trigger_categories: {all: {name: All}}
triggers:
  artwork:
    title: Artwork
    category: all
    when: {all: [{field: update_type, is: create}, {field: subject, includes_words: art}]}
    then: [{add_tags: [artwork]}]`,
  passing: `
trigger_categories: {all: {name: All}}
triggers:
  artwork:
    title: Artwork
    category: all
    when: {all: [{field: update_type, is: create}, {field: subject, includes_words: artwork}]}
    then: [{add_tags: [artwork]}]`,
  *run(cx) {
    for (const kind of ['trigger', 'automation', 'view']) {
      for (const resource of activeOf(cx, kind)) {
        for (const { field, operator, value } of allConditions(resource)) {
          if (!TEXTS.has(field) || !WORDS.has(operator)) continue;
          for (const word of wordsIn(String(value))) {
            const inside = COMMON_WORDS.filter(
              (common) => common !== word && common.includes(word) && !isForm(common, word),
            );
            if (inside.length > 0)
              yield {
                resource,
                path: 'when',
                summary: `"${word}" is also found in ${inside
                  .slice(0, 3)
                  .map((own) => `"${own}"`)
                  .join(', ')}`,
              };
          }
        }
      }
    }
  },
};

const TEXTS: ReadonlySet<unknown> = new Set(['subject', 'comment_text', 'description']);
const WORDS: ReadonlySet<unknown> = new Set(['includes_words', 'includes_string']);

/** Words, and phrases in quotes as one. */
function wordsIn(text: string): readonly string[] {
  return [...text.toLowerCase().matchAll(/"([^"]+)"|([^\s"]+)/g)].map(([, phrase, word]) => phrase ?? word ?? '');
}

/** The same word with an ending: whoever looks for "invoice" wants "invoices". */
function isForm(common: string, word: string): boolean {
  return common.startsWith(word) && /^(?:s|es|ed|d|ing|er|ers|'s|ment|ly|y)$/.test(common.slice(word.length));
}

export const noticeRules: readonly Rule[] = [privateNotify, placeholders, keyword];
