/** Why nothing was brought from an address. */
export const webRefusals = {
  'bad-address': 'It is no address of the web: http:// or https://, without a name and a password.',
  'not-public': 'It leads to a machine that is not on the public web.',
  'bad-port': 'It names a port that web pages do not have.',
  unreachable: 'Nobody answers there.',
  'too-slow': 'It takes too long to answer.',
  'too-large': 'What it sends is larger than we read.',
  'too-many-redirects': 'It leads from one address to the next without an end.',
  'bad-encoding': 'What it sends is packed in a way that cannot be read.',
} as const

export type WebRefusalCode = keyof typeof webRefusals

export class WebRefusal extends Error {
  readonly code: WebRefusalCode
  /** At which it ended, which may be another than was asked for. */
  readonly url: string

  constructor(code: WebRefusalCode, url: string, options: { cause?: unknown } = {}) {
    super(`${webRefusals[code]} (${url})`, options)
    this.name = 'WebRefusal'
    this.code = code
    this.url = url
  }
}
