/** YAML's syntax errors in plain words, each with what to do about it. */
import type { YAMLError } from 'yaml';

export interface Words {
  readonly code: string;
  readonly summary: string;
  readonly hint?: string;
  /** Where the cause stands, if that is not where the parser noticed. */
  readonly offset?: number;
}

const QUOTE = 'put the whole text in double quotes';

/** What a person should read for a parser's `error` in `text`. */
export function explainYamlError(error: YAMLError, text: string): Words {
  const variable = unquotedVariable(text, error.pos[0]);
  if (variable !== undefined) return variable;
  const braces = unquotedPlaceholder(text, error.pos[0]);
  if (braces !== undefined) return braces;
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return syntax('a tab stands where YAML wants spaces', 'indent with two spaces');
    case 'BLOCK_AS_IMPLICIT_KEY':
      return syntax('a text contains a colon followed by a space, which YAML reads as another key', QUOTE);
    case 'BAD_INDENT':
      if (/^Flow/.test(error.message)) {
        return syntax(
          'a `{` or `[` above has no closing bracket, or one that is not indented',
          'close the bracket, and indent it more than its key',
        );
      }
      if (/^Block scalar/.test(error.message)) {
        return syntax('the lines of a `|` or `>` text must be indented more than its key', 'indent them with spaces');
      }
      return syntax('the indentation fits no surrounding block', 'align the line with its neighbours');
    case 'BAD_SCALAR_START':
      return syntax(`an unquoted text cannot begin with \`${text[error.pos[0]] ?? ''}\``, QUOTE);
    case 'BAD_DQ_ESCAPE':
      return syntax(
        'a double-quoted text has a backslash sequence that YAML does not know',
        'write `\\\\` for one backslash',
      );
    case 'BAD_ALIAS':
      return syntax(
        '`*name` refers to an anchor, and this is no valid one',
        'a text that begins with `*` or `&` needs quotes',
      );
    case 'MULTILINE_IMPLICIT_KEY':
      return syntax('a line is neither `key: value` nor a continuation of the text above', 'is a colon missing?');
    case 'MISSING_CHAR':
      return syntax(missingCharacter(error.message));
    case 'BLOCK_IN_FLOW':
      return syntax(
        'inside `{…}` and `[…]` values cannot be indented blocks',
        'close the bracket, or write the value in brackets too',
      );
    case 'KEY_OVER_1024_CHARS':
      return syntax('a key is longer than 1024 characters', 'is a quote or a colon missing?');
    case 'MULTIPLE_ANCHORS':
      return syntax('a value has two anchors');
    case 'MULTIPLE_DOCS':
      return {
        code: 'SPEC_YAML_DOCUMENTS',
        summary: 'a spec file holds one document, and `---` begins a second',
        hint: 'make it two files',
      };
    case 'TAG_RESOLVE_FAILED':
    case 'MULTIPLE_TAGS':
      return {
        code: 'SPEC_YAML_TAG',
        summary: 'YAML tags (`!…`) are not part of the spec',
        hint: 'remove the tag, or quote the text',
      };
    case 'BAD_DIRECTIVE':
      return syntax(
        'a line that begins with `%` is a YAML directive, which the spec does not use',
        'quote the text, or remove the line',
      );
    case 'RESOURCE_EXHAUSTION':
      return { code: 'SPEC_TOO_LARGE', summary: 'the file is nested too deeply' };
    case 'UNEXPECTED_TOKEN':
      return unexpectedToken(error.message);
    default:
      return syntax(plainMessage(error.message));
  }
}

function syntax(summary: string, hint?: string): Words {
  return { code: 'SPEC_YAML_SYNTAX', summary, ...(hint === undefined ? {} : { hint }) };
}

function plainMessage(message: string): string {
  return `this is not valid YAML: ${message.replace(/ at line \d+, column \d+[\s\S]*$/, '')}`;
}

function missingCharacter(message: string): string {
  if (/closing ["']/.test(message)) return 'a quoted text is not closed';
  if (message.includes('closing }') || message.includes('with a }')) return 'a `{` has no closing `}`';
  if (message.includes('closing ]') || message.includes('with a ]')) return 'a `[` has no closing `]`';
  if (message.startsWith('Implicit map keys')) return 'a line is neither `key: value` nor a part of the text above';
  if (message.includes(', between'))
    return 'a comma is missing between two entries, or a text with special characters needs quotes';
  return plainMessage(message);
}

function unexpectedToken(message: string): Words {
  if (message.includes('at node end'))
    return syntax(
      'more text follows where a value has ended',
      'put the whole value in double quotes, with `\\"` for a quote inside',
    );
  if (message.includes('block-seq-ind'))
    return syntax('a list begins behind its key', 'write each `- item` on a line of its own below the key');
  if (/flow-(map|seq)-end/.test(message)) return syntax('a closing bracket has no opening one');
  if (message.includes('Unexpected ,')) return syntax('a comma has nothing before it');
  return syntax(plainMessage(message));
}

/** `{a: ${VAR}}`: YAML takes the brace of an unquoted variable for a map. */
function unquotedVariable(text: string, offset: number): Words | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  const match = /(?<=[[{,:]\s*)\$\{[^}"'\n]*\}?/.exec(line);
  if (match === null || !/[[{]/.test(line.slice(0, match.index))) return undefined;
  const name = match[0].endsWith('}') ? match[0] : `${match[0]}}`;
  return {
    code: 'SPEC_UNQUOTED_VARIABLE',
    summary: `inside \`{…}\` and \`[…]\` a variable needs quotes, because YAML takes its brace for a map`,
    hint: `write "${name}"`,
    offset: start + match.index,
  };
}

/** `title: {{ticket.title}} …`: YAML takes the braces of a placeholder for maps. */
function unquotedPlaceholder(text: string, offset: number): Words | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  const match = /^\s*(?:- )?[^\s"'#][^"'#]*?:\s+(\{\{[^"']*)/.exec(line);
  if (match?.[1] === undefined) return undefined;
  return { ...placeholderWords(match[1]), offset: start + line.indexOf(match[1]) };
}

/** The advice for an unquoted `{{…}}`. */
export function placeholderWords(text: string): Words {
  return {
    code: 'SPEC_UNQUOTED_PLACEHOLDER',
    summary: 'a text that begins with `{{` needs quotes, because YAML takes the braces for maps',
    hint: `write "${text.trim()}"`,
  };
}
