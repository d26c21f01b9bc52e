/** The platforms that supportctl knows: one line each. */
import type { Kind, TextForm } from '../core/kind.ts';
import type { Provider } from '../core/provider.ts';
import { slack } from './slack/index.ts';
import { zendesk } from './zendesk/index.ts';

export const providers: readonly Provider[] = [zendesk, slack];

export const allKinds: readonly Kind[] = providers.flatMap((provider) => provider.kinds);
export const allTextForms: readonly TextForm[] = providers.flatMap((provider) => provider.textForms);
