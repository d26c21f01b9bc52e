/** What goes wrong with files of articles and with the texts that show them. */
import { nearest } from '../core/attributes/problems.ts';
import { listOf } from '../core/attributes/references.ts';
import type { Resource } from '../core/resource.ts';
import { isPlainStruct, type Value } from '../core/value.ts';
import { ATTACHMENTS } from '../providers/zendesk/article-attachments.ts';
import { idsIn, namesIn, recordsOf } from '../providers/zendesk/attachment-links.ts';
import { check, membersIn, objectOf, resourcesOf } from './check.ts';

const unknown = check(
  {
    id: 'ATTACHMENT_UNKNOWN',
    stage: 'load',
    severity: 'error',
    title: 'A text shows files that are attached to its article',
    why: 'Readers would find a broken link or picture.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'article')) {
      const files = membersIn(resource.attributes.attachments).map(({ key }) => String(key));
      for (const { path, text } of textsOf(resource)) {
        for (const name of new Set(namesIn(text))) {
          if (files.includes(name)) continue;
          const near = nearest(name, files);
          yield {
            resource,
            path,
            summary: `The article has no attachment "${name}"`,
            hint: near === undefined ? `Add {file: ${name}} to its attachments` : `Did you mean ${near}?`,
          };
        }
      }
    }
  },
);

const address = check(
  {
    id: 'ATTACHMENT_ADDRESS',
    stage: 'account',
    severity: 'error',
    title: 'A text names the files that its block attaches',
    why: 'The address of an attachment holds an id, which changes whenever the file does and is another one in every account.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'article')) {
      if (resource.attributes.attachments === undefined) continue;
      const held = recordsOf(objectOf(cx, resource, 'title')?.native[ATTACHMENTS]);
      for (const { path, text } of textsOf(resource)) {
        for (const id of new Set(idsIn(text))) {
          const record = held.find((own) => String(own.id) === id);
          if (record === undefined) continue;
          yield {
            resource,
            path,
            summary: `/hc/article_attachments/${id} is the attachment "${String(record.file_name)}" of this article`,
            hint: `Write attachment:${encodeURIComponent(String(record.file_name))}`,
          };
        }
      }
    }
  },
);

const empty = check(
  {
    id: 'ATTACHMENT_EMPTY',
    stage: 'load',
    severity: 'error',
    title: 'An attached file holds something',
    why: 'Zendesk makes no attachment of an empty file.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'article')) {
      for (const { key, content } of membersIn(resource.attributes.attachments)) {
        if (!String(content).startsWith('0 bytes')) continue;
        const path = `attachments.${String(key)}`;
        yield { resource, path, summary: `The file "${String(key)}" is empty`, hint: 'Take it out, or fill it' };
      }
    }
  },
);

export const attachmentChecks = [unknown, address, empty] as const;

function textsOf({ attributes }: Resource): readonly { readonly path: string; readonly text: Value }[] {
  const translated = listOf(attributes.translations).flatMap((one) =>
    isPlainStruct(one) ? [{ path: `translations.${String(one.key)}`, text: one.body ?? null }] : [],
  );
  return [{ path: 'body', text: attributes.body ?? null }, ...translated];
}
