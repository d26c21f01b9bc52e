/** `${VAR}`, `${VAR:-default}` and `$$` in the spec's texts. */

export interface Interpolated {
  readonly text: string;
  /** A variable took part. */
  readonly used: boolean;
  /** The name, where the text is nothing but one `${NAME}`. */
  readonly only?: string;
  readonly unset: readonly string[];
  /** Offset of a `${` that is no valid variable. */
  readonly malformed?: number;
}

const FORM = /\$\$|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$\{/g;

/** `text` with its variables filled in. A set but empty variable takes the default, as in a shell. */
export function interpolate(text: string, variables: Readonly<Record<string, string | undefined>>): Interpolated {
  if (!text.includes('$')) return { text, used: false, unset: [] };
  const unset: string[] = [];
  let used = false;
  let malformed: number | undefined;
  const filled = text.replace(
    FORM,
    (form: string, name: string | undefined, fallback: string | undefined, offset: number) => {
      if (form === '$$') return '$';
      if (name === undefined) {
        malformed ??= offset;
        return form;
      }
      used = true;
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (fallback !== undefined) return value === undefined || value === '' ? fallback : value;
      if (value === undefined) unset.push(name);
      return value ?? '';
    },
  );
  const only = /^\$\{(\w+)\}$/.exec(text)?.[1];
  return {
    text: filled,
    used,
    unset,
    ...(only === undefined ? {} : { only }),
    ...(malformed === undefined ? {} : { malformed }),
  };
}

/** `text` such that it loads back as it is. */
export function escapeDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}
