/** Routes as data: a method, a path with `:names`, who may call it, and the function that answers. */

import type { Feature, Profile } from './features.ts';
import type { Attributes, Json, Row } from './json.ts';
import type { Upload } from './multipart.ts';
import type { Store } from './store.ts';

export interface Actor {
  readonly user: Row | undefined;
  /** OAuth scopes; undefined for API tokens, which may do all that their user may. */
  readonly scopes: readonly string[] | undefined;
  /** The bearer token that was shown. */
  readonly token?: string;
}

export interface Call {
  readonly store: Store;
  readonly profile: Profile;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Attributes;
  readonly files: readonly Upload[];
  /** Whether the body came as a form with parts, which some endpoints insist on. */
  readonly form: boolean;
  /** The brand's address, for the links in replies. */
  readonly base: string;
  readonly brand: Row | undefined;
  readonly locale: string | undefined;
  readonly actor: Actor;
  /** What the request log should show beside the request. */
  readonly notes: Attributes;
}

export interface Reply {
  readonly status: number;
  readonly body?: Json;
  /** Instead of JSON. */
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** The OAuth resource whose `:read` and `:write` scopes open it, beside `read` and `write`. */
  readonly scope: string;
  readonly access: 'anyone' | 'agent' | 'admin';
  readonly feature?: Feature;
  /** `each`: counted apart for each value of that part of the path. */
  readonly limit?: { readonly name: string; readonly perMinute: number; readonly each?: string };
  readonly handle: (call: Call) => Reply;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export type Router = (method: string, path: string) => Match | undefined;

/** Fixed segments win over `:names`, so `/triggers/definitions` is not a trigger. */
export function createRouter(routes: readonly Route[]): Router {
  const known = routes.map((route) => ({ route, segments: route.path.split('/').slice(1) }));
  known.sort((left, right) => names(left.segments) - names(right.segments));
  return (method, path) => {
    const segments = path.split('/').slice(1);
    for (const { route, segments: pattern } of known) {
      if (route.method !== method || pattern.length !== segments.length) continue;
      const params = matchSegments(pattern, segments);
      if (params) return { route, params };
    }
    return undefined;
  };
}

function names(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith(':')).length;
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) {
      if (segment === '') return undefined;
      params[part.slice(1)] = segment;
    } else if (part !== segment) return undefined;
  }
  return params;
}

export function ok(body: Json): Reply {
  return { status: 200, body };
}

export function created(body: Json, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 201, body, headers };
}

export function noContent(): Reply {
  return { status: 204 };
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
