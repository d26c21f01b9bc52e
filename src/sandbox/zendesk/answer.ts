/** Zendesk's front door: account, limits, sign-in, feature gates, and then the route. */

import { identify, isAdmin, isStaff, missing, unauthenticated } from '../auth.ts';
import { ApiError, forbidden, invalidEndpoint, missingScope } from '../errors.ts';
import { has } from '../features.ts';
import type { Row } from '../json.ts';
import { flag } from '../json.ts';
import type { Budget } from '../limits.ts';
import { accountHeaders, endpointHeaders, take } from '../limits.ts';
import { oauth } from '../oauth.ts';
import type { Actor, Call, Match, Reply } from '../router.ts';
import { createRouter } from '../router.ts';
import type { Incoming, System } from '../server.ts';
import { STORAGE, storage } from '../storage.ts';
import { atomically, nowMs, rows } from '../store.ts';
import type { World } from '../world.ts';
import { limitOf } from '../world.ts';
import { attachedFile } from './guide/article-attachments.ts';
import { routes } from './routes.ts';

const route = createRouter(routes);
const LOCALE = /^[a-z]{2,3}(-[a-z0-9]{2,4})?$/;

export const zendesk: System = {
  name: 'zendesk',
  isWrite: (incoming) => incoming.method !== 'GET' && !incoming.path.startsWith('/oauth/'),
  answer: (world, incoming) => {
    try {
      return answer(world, incoming);
    } catch (error) {
      if (error instanceof ApiError) return { status: error.status, body: error.body, headers: error.headers };
      throw error;
    }
  },
  limited,
  // Skills are written one after the other: public code that writes them side by side is answered so.
  family: (method, path) => (method !== 'GET' && path.startsWith('/api/v2/routing/') ? 'routing' : undefined),
  conflict: { status: 409, body: { error: 'DatabaseConflict', description: 'Database collision' } },
};

function limited(seconds: number): Reply {
  return {
    status: 429,
    text: `Number of allowed API requests per minute exceeded. Retry after ${seconds} seconds.`,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': String(seconds) },
  };
}

function answer(world: World, incoming: Incoming): Reply {
  const brand = brandOf(world, incoming.subdomain);
  if (!brand) throw noHelpDesk(incoming.subdomain);
  if (incoming.path.startsWith(STORAGE)) return atomically(world.store, () => storage(world.store, incoming));
  const attached = incoming.method === 'GET' ? attachedFile(world.store, incoming.path) : undefined;
  if (attached) return attached;
  if (incoming.unreadable) {
    throw new ApiError(422, { error: 'Unprocessable Entity', message: 'Server could not parse JSON' });
  }
  if (incoming.path.startsWith('/oauth/')) return atomically(world.store, () => oauth(world, incoming));
  const { path, locale } = normalise(incoming.path);
  const budgets = spend(world, path);
  if (budgets.refused)
    return { ...limited(budgets.refused), headers: { ...limited(budgets.refused).headers, ...budgets.headers } };
  const match = route(incoming.method, path);
  const reply = dispatch(world, incoming, brand, path, locale, match);
  return { ...reply, headers: { ...budgets.headers, ...reply.headers } };
}

function dispatch(
  world: World,
  incoming: Incoming,
  brand: Row,
  path: string,
  locale: string | undefined,
  match: Match | undefined,
): Reply {
  const identified = identify(world.store, world.subdomain, incoming.header('authorization'));
  if (!match) throw 'actor' in identified ? invalidEndpoint() : unauthenticated(identified.failure);
  const actor = admit(match, identified);
  if (match.route.feature && !has(world.profile, match.route.feature)) throw forbidden();
  const extra = match.route.limit ? spendEndpoint(world, match.route.limit, match.params) : {};
  const call: Call = {
    store: world.store,
    profile: world.profile,
    method: incoming.method,
    path,
    params: match.params,
    query: incoming.query,
    body: incoming.body,
    files: incoming.files,
    form: incoming.form,
    base: `${world.origin}/zendesk/${incoming.subdomain}`,
    brand,
    locale,
    actor,
    notes: incoming.notes,
  };
  const reply = atomically(world.store, () => match.route.handle(call));
  return { ...reply, headers: { ...extra, ...reply.headers } };
}

function admit(match: Match, identified: ReturnType<typeof identify>): Actor {
  const { route: wanted } = match;
  if (!('actor' in identified)) {
    if (wanted.access === 'anyone') return { user: undefined, scopes: undefined };
    throw unauthenticated(identified.failure);
  }
  const { actor } = identified;
  const scope = missing(actor, wanted);
  if (scope !== undefined) throw missingScope(scope);
  if (wanted.access === 'admin' && !isAdmin(actor)) throw forbidden();
  if (wanted.access === 'agent' && !isStaff(actor)) throw forbidden();
  return actor;
}

function brandOf(world: World, subdomain: string): Row | undefined {
  for (const brand of rows(world.store, 'brands')) {
    if (brand.subdomain === subdomain && !flag(brand.is_deleted)) return brand;
  }
  return undefined;
}

function noHelpDesk(subdomain: string): ApiError {
  return new ApiError(404, {
    error: {
      title: `No help desk at ${subdomain}.zendesk.com`,
      message: 'There is no help desk configured at this address.',
    },
  });
}

/** Without `/api/v2` and `.json`; the locale that Help Center paths may carry is taken out. */
function normalise(path: string): { path: string; locale: string | undefined } {
  if (!path.startsWith('/api/v2/')) throw invalidEndpoint();
  const segments = path
    .slice('/api/v2/'.length)
    .replace(/\.json$/, '')
    .replace(/\/$/, '')
    .split('/');
  const [first, second] = segments;
  if (first === 'help_center' && second !== undefined && segments.length > 2 && LOCALE.test(second)) {
    segments.splice(1, 1);
    return { path: `/${segments.join('/')}`, locale: second };
  }
  return { path: `/${segments.join('/')}`, locale: undefined };
}

/** Help Center requests are counted apart from the others, with a budget of the same size. */
function spend(world: World, path: string): { headers: Record<string, string>; refused: number | undefined } {
  const limit = limitOf(world);
  if (limit === 0) return { headers: {}, refused: undefined };
  const bucket = path.startsWith('/help_center') || path.startsWith('/guide') ? 'help_center' : 'support';
  const budget = take(world.buckets, bucket, limit, nowMs(world.store));
  return { headers: accountHeaders(budget), refused: budget.allowed ? undefined : budget.resetsIn };
}

function spendEndpoint(
  world: World,
  limit: NonNullable<Match['route']['limit']>,
  params: Match['params'],
): Record<string, string> {
  const bucket = limit.each === undefined ? limit.name : `${limit.name} ${params[limit.each]}`;
  const budget: Budget = take(world.buckets, bucket, limit.perMinute, nowMs(world.store));
  const headers = endpointHeaders(limit.name, budget);
  if (budget.allowed || limitOf(world) === 0) return headers;
  throw new ApiError(
    429,
    { error: 'APIRateLimitExceeded', description: `Retry after ${budget.resetsIn} seconds.` },
    { ...headers, 'retry-after': String(budget.resetsIn) },
  );
}
