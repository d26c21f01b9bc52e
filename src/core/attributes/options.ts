/** What every attribute builder takes, and how it is carried over. */
import type { Attribute } from '../attribute.ts';

type Shared =
  | 'mutability'
  | 'required'
  | 'implied'
  | 'platformDefault'
  | 'late'
  | 'native'
  | 'keptOnAdoption'
  | 'local';

export interface AttributeOptions extends Partial<Pick<Attribute, Shared>> {
  readonly description: string;
}

/** The properties that builders do not compute themselves. */
export function shared(
  options: AttributeOptions,
): Pick<Attribute, 'description' | 'mutability'> & Partial<Pick<Attribute, Shared>> {
  const { description, mutability, required, implied, platformDefault, late, native, keptOnAdoption, local } = options;
  return {
    description,
    mutability: mutability ?? 'mutable',
    ...(required === undefined ? {} : { required }),
    ...(implied === undefined ? {} : { implied }),
    ...(platformDefault === undefined ? {} : { platformDefault }),
    ...(late === undefined ? {} : { late }),
    ...(native === undefined ? {} : { native }),
    ...(keptOnAdoption === undefined ? {} : { keptOnAdoption }),
    ...(local === undefined ? {} : { local }),
  };
}
