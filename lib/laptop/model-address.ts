import { CannotStart } from './cannot-start.ts'

const SUCH_AS = 'LOCAL_MODEL_URL=http://127.0.0.1:8000/v1'

/**
 * What LOCAL_MODEL_URL says, as an address; http where it names no other way. Throws CannotStart where it cannot be
 * one, and never with a password in the sentence.
 */
export function modelAddress(said: string): string {
  const trimmed = said.trim()
  // Requests carry no such thing in their address. Whatever else is wrong, it is not repeated.
  if (trimmed.includes('@')) {
    throw new CannotStart(
      'LOCAL_MODEL_URL holds a user name or a password, and requests to such an address are refused. Leave out everything up to the “@”, and put the key into LOCAL_MODEL_KEY.',
    )
  }
  const [place = ''] = trimmed.split(/[?#]/, 1)
  if (place !== trimmed) {
    throw new CannotStart(
      `LOCAL_MODEL_URL ends with something that a model server is not asked with. Leave out everything from “${trimmed[place.length]}” on; a key goes into LOCAL_MODEL_KEY.`,
    )
  }
  const address = isHostAndMore(place) ? `http://${place}` : place
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) {
    throw new CannotStart(
      `LOCAL_MODEL_URL is “${place}”, which is no address of a model server. Write one, such as ${SUCH_AS}, or LOCAL_MODEL_URL=none for quotes.`,
    )
  }
  return address
}

/** `localhost:8000/v1`, but neither `htp://host` nor a lone word, which means something else. */
function isHostAndMore(said: string): boolean {
  return !/^[a-z][a-z\d+.-]*:\//i.test(said) && (/[.:[]/.test(said) || /^localhost(?:\/|$)/i.test(said))
}

/** What LOCAL_MODEL_KEY says. Throws CannotStart where no request can carry it. */
export function modelKey(said: string | undefined): string | undefined {
  const key = said?.trim() || undefined
  if (key && !/^[\x21-\x7e]+$/.test(key)) {
    throw new CannotStart(
      'LOCAL_MODEL_KEY holds a character that no key has, such as a space, a line end or a curly quotation mark. Copy the key again.',
    )
  }
  return key
}
