import { describe, expect, test } from 'vitest';
import { readErrorFields, readErrorHead } from '../../src/http/error-fields.ts';
import { json, startServer } from './server.ts';
import { create, errorOf, transportTo } from './support.ts';

describe('the complaints of every envelope', () => {
  test('details by field', () => {
    const body = {
      error: 'RecordInvalid',
      description: 'Record validation errors',
      details: {
        title: [{ description: 'Title: cannot be blank', error: 'BlankValue' }],
        base: [{ description: 'Too many' }, 'or too few'],
      },
    };
    expect(readErrorFields(body)).toEqual([
      { path: 'title', message: 'Title: cannot be blank', code: 'BlankValue' },
      { path: '', message: 'Too many' },
      { path: '', message: 'or too few' },
    ]);
  });

  test('a list of errors with pointers', () => {
    const errors = [{ code: 'InvalidValue', title: 'Bad', detail: 'name is taken', source: { pointer: '/data/name' } }];
    expect(readErrorFields({ errors })).toEqual([
      { path: 'data.name', message: 'name is taken', code: 'InvalidValue' },
    ]);
  });

  test('errors by field, as the Help Center sends them', () => {
    expect(readErrorFields({ errors: { title: ["can't be blank"] } })).toEqual([
      { path: 'title', message: "can't be blank" },
    ]);
  });

  test('a title and a message', () => {
    expect(readErrorHead({ error: { title: 'Forbidden', message: 'Ask the owner' } })).toEqual({
      code: 'Forbidden',
      text: 'Ask the owner',
    });
  });

  test('a text', () => {
    expect(readErrorHead({ error: "Couldn't authenticate you" }).text).toBe("Couldn't authenticate you");
    expect(readErrorHead({ error: 'invalid_client', error_description: 'Unknown client' })).toEqual({
      code: 'invalid_client',
      text: 'Unknown client',
    });
  });

  test('nothing of the kind', () => {
    for (const body of [undefined, null, 'x', [], {}, { errors: null, details: 'x' }, { errors: [null] }]) {
      expect(readErrorFields(body)).toEqual([]);
    }
  });
});

test('the sentence of an error holds what the platform said', async () => {
  const body = {
    error: 'RecordInvalid',
    description: 'Record validation errors',
    details: { title: [{ description: 'Title: cannot be blank', error: 'BlankValue' }] },
  };
  const server = await startServer((_asked, response) => json(response, body, 422));
  const error = await errorOf(transportTo(server.url).send(create));
  expect(error.message).toBe(
    `127.0.0.1:${server.port} rejected what was sent (422). It says: Record validation errors; title: Title: cannot be blank`,
  );
  expect(error.fields).toEqual([{ path: 'title', message: 'Title: cannot be blank', code: 'BlankValue' }]);
});

test('an error without fields carries its code as one', async () => {
  const server = await startServer((_asked, response) => json(response, { error: 'TooManyJobs' }, 400));
  expect((await errorOf(transportTo(server.url).send(create))).fields).toEqual([
    { path: '', message: 'TooManyJobs', code: 'TooManyJobs' },
  ]);
});
