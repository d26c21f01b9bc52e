/** What an account lists without a word, and yet refuses to be written: its plan lacks it, or nobody switched it on. */
import { isRecord } from '../../core/attributes/scalars.ts';
import { HttpError } from '../../http/errors.ts';
import { type Binding, type Native, nativeIn } from './binding.ts';
import type { ZendeskClient } from './client.ts';

/** Why the kind of a binding cannot be written; undefined where it can, or where the account does not tell. Each page is asked for once. */
export type ClosedFor = (binding: Pick<Binding, 'feature' | 'kind'>) => Promise<string | undefined>;

export function createFeatures(client: ZendeskClient): ClosedFor {
  let plan: Promise<Native | undefined> | undefined;
  let switches: Promise<Native | undefined> | undefined;

  async function told(page: string): Promise<Native | undefined> {
    try {
      const { body } = await client.request({ method: 'GET', path: `/api/v2/account/${page}` });
      return nativeIn(body, page);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return undefined;
    }
  }

  return async ({ feature, kind }) => {
    if (feature === undefined) return undefined;
    if (typeof feature === 'string') {
      plan ??= told('settings').then((settings) => nativeIn(settings, 'active_features'));
      return (await plan)?.[feature] === false ? `the account's plan has no ${kind.plural}` : undefined;
    }
    switches ??= told('features');
    const found = (await switches)?.[feature.account];
    const off = found === false || (isRecord(found) && found.enabled === false);
    return off ? `${kind.plural} are not activated in the account (${feature.cure})` : undefined;
  };
}
