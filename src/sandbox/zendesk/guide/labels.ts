/** Labels of articles: developer.zendesk.com/api-reference/help_center/help-center-api/labels/ */

import { guideInvalid, notFound } from '../../errors.ts';
import { nextNumber } from '../../ids.ts';
import type { Attributes, Json, Row } from '../../json.ts';
import { list, text } from '../../json.ts';
import { wrapped } from '../../kinds.ts';
import { listReply } from '../../paging.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { created, noContent, ok, param } from '../../router.ts';
import type { Store } from '../../store.ts';
import { byId, drop, filter, find, insert, patch, rows, viewed } from '../../store.ts';
import { contentOf } from './content.ts';

/** Suite Growth or Guide Professional and above have labels. */
const read = { scope: 'hc', access: 'agent', feature: 'labels' } as const;
const write = { scope: 'hc', access: 'admin', feature: 'labels' } as const;

/** The names as an article keeps them, each of which is a label of its own from now on. */
export function keepLabels(store: Store, sent: Json): Json[] {
  const names = [...new Set(list(sent).map((name) => text(name)))];
  for (const name of names) labelNamed(store, name);
  return names;
}

function labelNamed(store: Store, name: string): Row {
  for (const row of rows(store, 'labels')) if (row.name === name) return row;
  return insert(store, 'labels', nextNumber(store), { name });
}

function presentLabel(call: Call, row: Row): Attributes {
  return { url: `${call.base}/api/v2/help_center/articles/labels/${row.id}.json`, ...row };
}

function labelOf(call: Call): Row {
  const row = find(call.store, 'labels', param(call, 'label'));
  if (!row) throw notFound();
  return row;
}

function listLabels(call: Call, keep: (row: Row) => boolean): Reply {
  return listReply(call, {
    wrapper: 'labels',
    paging: 'both',
    rows: () => viewed(call.store, 'labels', 'id', byId).filter(keep),
    present: (row) => presentLabel(call, row),
  });
}

function addLabel(call: Call): Reply {
  const article = contentOf(call, 'articles', param(call, 'id'));
  const name = text(wrapped(call, 'label').name).trim();
  if (name === '') throw guideInvalid(400, 'name', "can't be blank");
  const label = labelNamed(call.store, name);
  patch(call.store, 'articles', article, { label_names: [...new Set([...list(article.label_names), name])] });
  return created({ label: presentLabel(call, label) });
}

function takeFrom(store: Store, article: Row, label: Row): void {
  patch(store, 'articles', article, { label_names: list(article.label_names).filter((name) => name !== label.name) });
}

const ALL = '/help_center/articles/labels';
const OWN = '/help_center/articles/:id/labels';

export const labelRoutes: readonly Route[] = [
  { method: 'GET', path: ALL, ...read, handle: (call) => listLabels(call, () => true) },
  { method: 'GET', path: `${ALL}/:label`, ...read, handle: (call) => ok({ label: presentLabel(call, labelOf(call)) }) },
  {
    method: 'DELETE',
    path: `${ALL}/:label`,
    ...write,
    // "Removes the label from all articles and deletes it."
    handle: (call) => {
      const label = labelOf(call);
      for (const article of filter(call.store, 'articles', (row) =>
        list(row.label_names).includes(label.name ?? null),
      )) {
        takeFrom(call.store, article, label);
      }
      drop(call.store, 'labels', label.id);
      return noContent();
    },
  },
  {
    method: 'GET',
    path: OWN,
    ...read,
    handle: (call) => {
      const article = contentOf(call, 'articles', param(call, 'id'));
      return listLabels(call, (row) => list(article.label_names).includes(row.name ?? null));
    },
  },
  { method: 'POST', path: OWN, ...write, handle: addLabel },
  {
    method: 'DELETE',
    path: `${OWN}/:label`,
    ...write,
    handle: (call) => {
      takeFrom(call.store, contentOf(call, 'articles', param(call, 'id')), labelOf(call));
      return noContent();
    },
  },
];
