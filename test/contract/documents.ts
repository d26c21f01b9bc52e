/** The third parties' documents: parsed once, kept as JSON under the digest of their text. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { JsonObject } from './json.ts';
import { object, parseJson } from './json.ts';

const CACHE = fileURLToPath(new URL('../../.cache/contracts', import.meta.url));

export interface Documents {
  readonly support: JsonObject;
  readonly helpCenter: JsonObject;
  /** Swagger 2.0, as Slack published it last in 2021. */
  readonly slack: JsonObject;
  /** Arguments and error codes of Slack's methods, newer than the document. */
  readonly slackMethods: JsonObject;
  /** `GET groups` → what a real account answered. */
  readonly replies: ReadonlyMap<string, JsonObject>;
  /** `definitions-triggers` and others: larger replies of one account. */
  readonly account: ReadonlyMap<string, JsonObject>;
}

export function loadDocuments(folder: string): Documents {
  const openapi = join(folder, 'openapi');
  const recorded = join(folder, 'recorded');
  return {
    support: readYaml(join(openapi, 'zendesk-support.yaml')),
    helpCenter: readYaml(join(openapi, 'zendesk-help-center.yaml')),
    slack: readJson(join(openapi, 'slack-web.json')),
    slackMethods: object(readJson(join(openapi, 'slack-web-methods.json')).methods),
    replies: new Map(['GET', 'POST', 'PUT'].flatMap((method) => readReplies(recorded, method))),
    account: new Map(jsonFiles(recorded).map((name) => [name, readJson(join(recorded, `${name}.json`))])),
  };
}

function readYaml(file: string): JsonObject {
  const source = readFileSync(file, 'utf8');
  const cached = join(CACHE, `${createHash('sha256').update(source).digest('hex')}.json`);
  if (existsSync(cached)) return readJson(cached);
  const json = JSON.stringify(parse(source));
  mkdirSync(CACHE, { recursive: true });
  // Written aside and renamed, so that a run beside this one never reads half a document.
  writeFileSync(`${cached}.${process.pid}`, json);
  renameSync(`${cached}.${process.pid}`, cached);
  return object(parseJson(json));
}

function readJson(file: string): JsonObject {
  return object(parseJson(readFileSync(file, 'utf8')));
}

function readReplies(folder: string, method: string): readonly (readonly [string, JsonObject])[] {
  const files = readdirSync(join(folder, method), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => [`${method} ${file.replace(/\.json$/, '')}`, readJson(join(folder, method, file))]);
}

function jsonFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replace(/\.json$/, ''));
}
