/** Themes as they are kept, and how the files that come for them change them. */

import { guideListed } from '../../errors.ts';
import { nextUlid } from '../../ids.ts';
import type { Attributes, Json, Row } from '../../json.ts';
import { flag, text } from '../../json.ts';
import { keepFile, storedFile } from '../../storage.ts';
import type { Store } from '../../store.ts';
import { filter, find, insert, patch } from '../../store.ts';
import { writeZip } from '../../zip.ts';
import type { Fault } from './theme-files.ts';
import { isFault, readTheme } from './theme-files.ts';

export function themeNamed(store: Store, id: Json | undefined): Row {
  const row = find(store, 'themes', text(id));
  if (!row) throw guideListed(404, 'ThemeNotFound', 'Theme not found');
  return row;
}

/** The id of a brand, which is a text here; one without a help center has no themes. */
export function brandNamed(store: Store, id: Json | undefined): string {
  const brand = text(id);
  if (!find(store, 'help_centers', brand)) throw guideListed(400, 'InvalidBrand', 'The provided brand is not valid');
  return brand;
}

/** A theme that did not come by the API: it can be exported like any other, and not be updated. */
export function plantTheme(store: Store, brand: string, name: string, more: Attributes = {}): Row {
  const manifest = { name, author: 'Zendesk', version: '4.2.0', api_version: 4, default_locale: 'en-us', settings: [] };
  const bytes = writeZip({
    'manifest.json': JSON.stringify(manifest, null, 2),
    'style.css': 'body { margin: 0 }\n',
    'script.js': '',
    'templates/document_head.hbs': '<meta charset="utf-8">\n',
    'templates/header.hbs': '<header>{{link "help_center"}}</header>\n',
    'templates/home_page.hbs': '<main>{{search}}</main>\n',
  });
  const file = keepFile(store, { name: `${name}.zip`, type: 'application/zip', bytes });
  return insert(store, 'themes', nextUlid(store).toLowerCase(), {
    name,
    author: manifest.author,
    version: manifest.version,
    live: false,
    brand_id: brand,
    origin: 'standard',
    file: file.id,
    settings: { groups: [] },
    ...more,
  });
}

/** Does what has become possible since: jobs whose file has come, and exports, whose file was always there. */
export function settleJobs(store: Store): void {
  for (const job of filter(store, 'theme_jobs', (row) => row.status === 'pending')) {
    if (job.task === 'export') patch(store, 'theme_jobs', job, { status: 'completed' });
    else settle(store, job);
  }
}

function settle(store: Store, job: Row): void {
  const file = storedFile(store, text(job.file));
  if (!file) return;
  const theme = readTheme(file.bytes);
  const before = find(store, 'themes', text(job.theme_id));
  const failed = isFault(theme) ? theme : job.task === 'update' && !before ? GONE : undefined;
  if (failed || isFault(theme)) {
    const { code, title, meta } = failed ?? GONE;
    patch(store, 'theme_jobs', job, { status: 'failed', errors: [{ code, title, meta }] });
    return;
  }
  const { settings, ...manifest } = theme;
  if (before) {
    const kept = flag(job.replace_settings) ? { settings } : {};
    patch(store, 'themes', before, { ...manifest, ...kept, file: job.file ?? null });
  } else {
    const own = { live: false, brand_id: job.brand_id ?? '', origin: 'api', file: job.file ?? null };
    insert(store, 'themes', text(job.theme_id), { ...manifest, settings, ...own });
  }
  patch(store, 'theme_jobs', job, { status: 'completed' });
}

const GONE: Fault = { code: 'ThemeNotFound', title: 'Theme not found', meta: {} };
