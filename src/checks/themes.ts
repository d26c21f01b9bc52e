/** What Zendesk refuses about themes. */
import { canonicalJson } from '../core/value.ts';
import { themeOf } from '../providers/zendesk/theme-files.ts';
import { check, liveOf, objectOf, resourcesOf } from './check.ts';

const oneLive = check(
  {
    id: 'THEME_LIVE_TWICE',
    stage: 'load',
    severity: 'error',
    title: 'One theme of a help center is live',
    why: 'The one that is published last takes the place of the other, and the next plan shows a difference.',
  },
  function* (cx) {
    const first = new Map<string, string>();
    for (const resource of resourcesOf(cx, 'theme')) {
      if (resource.attributes.live !== true) continue;
      const brand = canonicalJson(resource.attributes.brand ?? null);
      const other = first.get(brand);
      if (other === undefined) first.set(brand, resource.address);
      else yield { resource, path: 'live', summary: `${other} is live already`, hint: 'Take one of the two lines out' };
    }
  },
);

const name = check(
  {
    id: 'THEME_NAME',
    stage: 'load',
    severity: 'error',
    title: 'A theme is called what its manifest says',
    why: 'Zendesk takes the name from manifest.json, and the next plan shows a difference.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'theme')) {
      if (resource.attributes.files === undefined) continue;
      const own = themeOf(resource.attributes.files).name;
      if (own === resource.attributes.name) continue;
      yield { resource, path: 'name', summary: `Its manifest.json says "${own}"`, hint: 'Write the same name in both' };
    }
  },
);

const noFiles = check(
  {
    id: 'THEME_WITHOUT_FILES',
    stage: 'account',
    severity: 'error',
    title: 'A new theme, or a new name of one, comes with files',
    why: 'Zendesk makes a theme from its files only, and calls it what their manifest says.',
  },
  function* (cx) {
    if (cx.live?.has('theme') !== true) return;
    for (const resource of resourcesOf(cx, 'theme')) {
      if (resource.attributes.files !== undefined) continue;
      const held = objectOf(cx, resource, 'name');
      if (held?.title === resource.attributes.name) continue;
      const names = liveOf(cx, 'theme').map(({ title }) => title);
      yield {
        resource,
        path: 'name',
        summary:
          held === undefined
            ? `The account has no theme "${String(resource.attributes.name)}"`
            : `The theme is called "${held.title}", which only its files can change`,
        ...(held === undefined && names.length > 0 ? { detail: `It has ${[...new Set(names)].join(', ')}` } : {}),
        hint: 'Add {folder: PATH} as its `files`, or correct the name',
      };
    }
  },
);

export const themeChecks = [oneLive, name, noFiles] as const;
