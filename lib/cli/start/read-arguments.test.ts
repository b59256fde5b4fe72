import { expect, it } from 'vitest'
import { readArguments, USAGE } from './read-arguments.ts'

const PLAIN = { dev: false, port: undefined, data: '.docent', bedrock: null }

it.each<[string, object]>([
  ['', PLAIN],
  ['--dev --port 4000 --data there', { ...PLAIN, dev: true, port: 4_000, data: 'there' }],
  ['--port=0', { ...PLAIN, port: 0 }],
  ['--bedrock', { ...PLAIN, bedrock: '' }],
  ['--bedrock=', { ...PLAIN, bedrock: '' }],
  ['--bedrock museum', { ...PLAIN, bedrock: 'museum' }],
  ['--bedrock=museum --port 4000', { ...PLAIN, bedrock: 'museum', port: 4_000 }],
])('reads “%s”', (words, read) => {
  expect(readArguments(words.split(' ').filter(Boolean))).toEqual(read)
})

it.each(['--help', '-h', '--port 4000 --help'])('answers the usage where “%s” asks for it', words => {
  expect(readArguments(words.split(' '))).toBe('help')
  for (const option of ['--port', '--data', '--bedrock[=PROFILE]']) expect(USAGE).toContain(option)
})

it.each([
  ['--port x', /--port takes a number/],
  ['--port 70000', /--port takes a number/],
  ['museum', /What is “museum”\? Only --bedrock takes a name/],
  ['--bedrock one two', /What is “two”/],
  ['--bedrock=one two', /What is “two”/],
  ['--bedrok', /bedrok/],
  ['--data=', /--data takes the folder/],
])('refuses “%s”', (words, sentence) => {
  expect(() => readArguments(words.split(' '))).toThrow(sentence)
})
