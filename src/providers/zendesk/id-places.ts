/** What stands before an id inside a text: the name of a property in JSON or in an address, or a path. */

/** `"group_id": 123`, its quotes escaped or not, and `?group_id=123`. */
export function propertyNamed(name: string): RegExp {
  return new RegExp(`(?:\\\\?"${name}\\\\?"\\s*:\\s*(?:\\\\?")?|[?&;]${name}=)$`);
}

/** `/articles/123`, whatever is before and after. */
export function pathOf(...words: readonly string[]): RegExp {
  return new RegExp(`/(?:${words.join('|')})/$`);
}
