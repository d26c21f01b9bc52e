/**
 * Themes come and go by jobs: an address, a file put or fetched there, and a status to ask for.
 * developer.zendesk.com/api-reference/help_center/help-center-api/theming/#json-format-for-jobs
 */

import { guideListed } from '../../errors.ts';
import { has } from '../../features.ts';
import { nextUlid } from '../../ids.ts';
import type { Attributes, Row } from '../../json.ts';
import { flag, object, text } from '../../json.ts';
import type { Call, Reply, Route } from '../../router.ts';
import { ok, param } from '../../router.ts';
import { awaitFile, storageAddress } from '../../storage.ts';
import type { Store } from '../../store.ts';
import { filter, find, insert, patch } from '../../store.ts';
import { brandNamed, settleJobs, themeNamed } from './theme-rows.ts';

/** [general knowledge] That there is a maximum is known. */
const MAX_THEMES = 30;

const PATH = '/guide/theming/jobs';
const manager = { scope: 'themes', access: 'admin' } as const;

export const themeJobRoutes: readonly Route[] = [
  { method: 'POST', path: `${PATH}/themes/imports`, ...manager, handle: importTheme },
  { method: 'POST', path: `${PATH}/themes/updates`, ...manager, handle: updateTheme },
  { method: 'POST', path: `${PATH}/themes/exports`, ...manager, handle: exportTheme },
  { method: 'GET', path: `${PATH}/:id`, ...manager, handle: showJob },
];

function attributesOf(call: Call): Attributes {
  // Suite Growth or Guide Professional and above have themes of their own.
  if (!has(call.profile, 'custom_themes')) {
    throw guideListed(400, 'UnavailableFeatures', 'The theme uses features that this plan does not have');
  }
  settleJobs(call.store);
  const attributes = object(object(call.body.job).attributes);
  // [general knowledge] "zip" is the only format there is; the code is ours.
  if (attributes.format !== 'zip') throw guideListed(400, 'InvalidFormat', 'The provided format is not valid');
  return attributes;
}

function importTheme(call: Call): Reply {
  const { store } = call;
  const brand_id = brandNamed(store, attributesOf(call).brand_id);
  if (filter(store, 'themes', (row) => row.brand_id === brand_id).length >= MAX_THEMES) throw tooMany();
  const theme_id = nextUlid(store).toLowerCase();
  return uploading(call, { task: 'import', brand_id, theme_id }, { theme_id });
}

function updateTheme(call: Call): Reply {
  const attributes = attributesOf(call);
  const theme = themeNamed(call.store, attributes.theme_id);
  if (theme.origin !== 'api') throw guideListed(400, 'NonUpdatableTheme', 'Theme cannot be updated');
  const replace_settings = flag(attributes.replace_settings);
  return uploading(call, { task: 'update', theme_id: theme.id, replace_settings }, {});
}

function uploading(call: Call, job: Attributes, data: Attributes): Reply {
  const file = awaitFile(call.store, 'POST', (key) => ({
    key: `themes/${key}`,
    policy: Buffer.from(`{"key": "${key}"}`).toString('base64'),
    'x-amz-signature': key.toLowerCase(),
  }));
  const upload = { url: storageAddress(call.base, String(file.id)), parameters: file.asked ?? {} };
  return accepted(newJob(call.store, { ...job, file: file.id }), { ...data, upload });
}

function exportTheme(call: Call): Reply {
  const theme = themeNamed(call.store, attributesOf(call).theme_id);
  const job = newJob(call.store, { task: 'export', theme_id: theme.id, file: theme.file ?? null });
  return accepted(job, { download: { url: storageAddress(call.base, text(theme.file)) } });
}

function newJob(store: Store, attributes: Attributes): Row {
  return insert(store, 'theme_jobs', nextUlid(store).toLowerCase(), {
    status: 'pending',
    errors: null,
    seen: false,
    ...attributes,
  });
}

function accepted(job: Row, data: Attributes): Reply {
  return { status: 202, body: { job: { id: job.id, status: 'pending', errors: null, data } } };
}

/** Whoever asks at once is told to wait, once; and what a job was created with is told at its creation only. */
function showJob(call: Call): Reply {
  settleJobs(call.store);
  const job = find(call.store, 'theme_jobs', param(call, 'id'));
  if (!job) throw guideListed(404, 'JobNotFound', 'The provided job id is non-existent');
  const done = job.status !== 'pending' && flag(job.seen);
  if (job.status !== 'pending') patch(call.store, 'theme_jobs', job, { seen: true });
  const { status, errors } = done ? job : { status: 'pending', errors: null };
  return ok({ job: { id: job.id, status: status ?? null, errors: errors ?? null, data: null } });
}

function tooMany() {
  return guideListed(400, 'TooManyThemes', 'Maximum number of allowed themes reached');
}
