/** What a person can do by hand in the admin pages: the same rules as the API's, through no request. */

import { invalid, recordInvalid } from './errors.ts';
import { nextNumber } from './ids.ts';
import type { Attributes, Row } from './json.ts';
import { flag, isObject, number, object, text } from './json.ts';
import type { Context, Kind } from './kinds.ts';
import { seedOrganization, seedUser } from './seed/people.ts';
import type { Garden } from './seed/plant.ts';
import { newChannel } from './seed/slack.ts';
import type { Store } from './store.ts';
import { drop, find, insert, nowMs, patch, put, rows, timestamp } from './store.ts';
import type { World } from './world.ts';
import { archiveArticle, createArticle, updateArticle } from './zendesk/guide/articles.ts';
import {
  createCategory,
  createSection,
  removeCategory,
  removeSection,
  updateCategory,
  updateSection,
} from './zendesk/guide/categories.ts';
import { translationIn, writeTranslation } from './zendesk/guide/content.ts';
import { sanitise } from './zendesk/html.ts';
import { KINDS } from './zendesk/routes.ts';

export interface Hands {
  readonly create: (input: Attributes) => Row;
  readonly update: (row: Row, input: Attributes) => Row;
  readonly remove: (row: Row) => void;
}

export function hands(world: World, kind: string): Hands {
  const context = contextOf(world);
  if (kind === 'categories' || kind === 'sections' || kind === 'articles') return guideHands(world, context, kind);
  if (kind === 'slack_channels' || kind === 'slack_users') return slackHands(world.store, kind);
  const known = KINDS.find((candidate) => candidate.name === kind);
  const plain = plainHands(world, kind);
  return known ? kindHands(context, known, plain) : plain;
}

/** By hand it is the account owner who acts. */
function contextOf(world: World): Context {
  const find = (kind: string, test: (row: Row) => boolean) => [...rows(world.store, kind)].find(test);
  return {
    store: world.store,
    profile: world.profile,
    actor: { user: find('users', (row) => row.role === 'admin'), scopes: undefined },
    brand: find('brands', (row) => flag(row.default)),
    locale: undefined,
  };
}

function kindHands(context: Context, kind: Kind, plain: Hands): Hands {
  const { create, update, remove, byHand } = kind;
  const finish = (row: Row, input: Attributes) => byHand?.(context, row, input) ?? row;
  return {
    create: (input) => finish(create ? create(context, input) : plain.create(input), input),
    update: (row, input) => finish(update ? update(context, row, input) : plain.update(row, input), input),
    remove: (row) => (remove ? remove(context, row) : plain.remove(row)),
  };
}

function plainHands({ store, subdomain }: World, kind: string): Hands {
  const garden: Garden = { store, subdomain, company: subdomain };
  const now = () => ({ created_at: timestamp(store), updated_at: timestamp(store) });
  return {
    create: (input) => {
      const { name, email, role } = input;
      if (kind === 'users')
        return seedUser(garden, text(name), text(email), text(role, 'end-user'), { ...now(), ...input });
      if (kind === 'organizations') return seedOrganization(garden, text(name), { ...now(), ...input });
      const title = input.title ?? input.name;
      if (text(title) === '' && kind !== 'group_memberships' && kind !== 'locales' && kind !== 'translations') {
        throw recordInvalid([invalid('base', `${kind} need a title or a name`)]);
      }
      const raw = typeof input.title === 'string' ? { raw_title: input.title } : {};
      return insert(store, kind, nextNumber(store), {
        active: true,
        position: nextPosition(store, kind),
        ...raw,
        ...input,
      });
    },
    update: (row, input) => {
      const raw = typeof input.title === 'string' && row.raw_title !== undefined ? { raw_title: input.title } : {};
      return patch(store, kind, row, { ...raw, ...input });
    },
    remove: (row) => drop(store, kind, row.id),
  };
}

function nextPosition(store: Store, kind: string): number {
  let last = 0;
  for (const row of rows(store, kind)) last = Math.max(last, number(row.position));
  return last + 1;
}

/** Content of the brand named by `brand_id`, or of its parent's, or of the main brand. */
function guideHands(world: World, main: Context, kind: 'categories' | 'sections' | 'articles'): Hands {
  const { store } = world;
  const within = (brandId: Attributes[string] | undefined): Context => ({
    ...main,
    brand: brandId === undefined || brandId === null ? main.brand : find(store, 'brands', number(brandId)),
  });
  const parentOf = (input: Attributes) => {
    const [table, key] = kind === 'articles' ? ['sections', 'section_id'] : ['categories', 'category_id'];
    const parent = find(store, table ?? '', text(input[key ?? '']));
    if (!parent) throw recordInvalid([invalid(key ?? 'base', 'is not there')]);
    return parent;
  };
  return {
    create: (input) => {
      const sent = { locale: 'en-us', ...input };
      if (kind === 'categories') return createCategory(within(input.brand_id), sent);
      const parent = parentOf(input);
      if (kind === 'sections') return createSection(within(parent.brand_id), parent, sent);
      const [group] = rows(store, 'permission_groups');
      return createArticle(within(parent.brand_id), parent, { permission_group_id: group?.id ?? null, ...sent });
    },
    update: (row, input) => {
      const context = within(row.brand_id);
      const { title, name, body, description, draft, locale, ...metadata } = input;
      if (Object.keys(metadata).length > 0) {
        if (kind === 'categories') updateCategory(context, row, metadata);
        else if (kind === 'sections') updateSection(context, row, metadata);
        else updateArticle(context, row, metadata);
      }
      const current = find(store, kind, row.id) ?? row;
      const translation = translationIn(store, current, text(locale, text(row.source_locale)));
      const written = body ?? description;
      const changes: Attributes = {
        ...(title === undefined && name === undefined ? {} : { title: text(title ?? name) }),
        ...(written === undefined ? {} : { body: kind === 'articles' ? sanitise(text(written)) : text(written) }),
        ...(draft === undefined ? {} : { draft: flag(draft) }),
      };
      if (translation && Object.keys(changes).length > 0) writeTranslation(context, current, translation, changes);
      return find(store, kind, row.id) ?? current;
    },
    remove: (row) => {
      const context = within(row.brand_id);
      if (kind === 'categories') removeCategory(context, row);
      else if (kind === 'sections') removeSection(context, row);
      else archiveArticle(context, row);
    },
  };
}

function slackHands(store: Store, kind: 'slack_channels' | 'slack_users'): Hands {
  return {
    create: (input) => {
      const created = Math.floor(nowMs(store) / 1000);
      if (kind === 'slack_channels') {
        return newChannel(store, text(input.name), text(input.creator, 'U0PERSON01'), [], { created, ...texts(input) });
      }
      const id = text(input.id, `U0${nextNumber(store).toString(36).toUpperCase()}`);
      const profile = { email: text(input.email), real_name: text(input.real_name ?? input.name) };
      return put(store, kind, {
        deleted: false,
        is_bot: false,
        updated: created,
        team_id: 'T0SANDBOX1',
        profile,
        ...input,
        id,
      });
    },
    update: (row, input) => put(store, kind, { ...row, ...texts(input), updated: nowMs(store), id: row.id }),
    remove: (row) => drop(store, kind, row.id),
  };
}

/** Topics may be given as a plain text. */
function texts(input: Attributes): Attributes {
  const result: Attributes = { ...input };
  for (const key of ['topic', 'purpose']) {
    const value = input[key];
    if (value !== undefined && !isObject(value)) result[key] = { value: text(value), creator: '', last_set: 0 };
  }
  return object(result);
}
