import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * The server's half of SRP-6a as Cognito speaks it: RFC 5054's 3072-bit group, SHA-256, numbers hashed as the
 * two's complement bytes of Java's BigInteger, the key stretched by HKDF with the info "Caldera Derived Key".
 * Source: the client's half in @aws-amplify/auth; RFC 2945 and RFC 5054 for the algebra. All numbers cross
 * this module's border as hex.
 */

export interface Identity {
  poolId: string
  /** The user's sub, as in USER_ID_FOR_SRP. */
  username: string
}

/** What is kept of a password. */
export function makeVerifier(who: Identity, password: string): { salt: string; verifier: string } {
  const salt = randomBytes(16).toString('hex')
  return { salt, verifier: verifierOf(who, password, salt) }
}

export function passwordMatches(
  who: Identity,
  password: string,
  kept: { salt: string; verifier: string },
): boolean {
  const given = Buffer.from(padded(verifierOf(who, password, kept.salt)), 'hex')
  const wanted = Buffer.from(padded(kept.verifier), 'hex')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/** The server's ephemeral pair for one sign-in: `b` is secret, `B` goes to the client. */
export function startProof(verifier: string): { b: string; B: string } {
  const b = randomBytes(32).toString('hex')
  return { b, B: publicValue(verifier, b).toString(16) }
}

/** Whether A is a number SRP may use; a multiple of N would let anyone in. */
export function isUsableA(A: string): boolean {
  return /^[0-9a-f]{1,1536}$/i.test(A) && hex(A) % N !== 0n
}

/** The PASSWORD_CLAIM_SIGNATURE, in base64, of a client that knows the password. */
export function expectedSignature(
  who: Identity,
  proof: { verifier: string; A: string; b: string; secretBlock: string; timestamp: string },
): string {
  const B = publicValue(proof.verifier, proof.b)
  const u = hex(sha256(padded(proof.A) + padded(B)))
  const S = power(hex(proof.A) * power(hex(proof.verifier), u), hex(proof.b))
  const stretched = createHmac('sha256', Buffer.from(padded(u), 'hex'))
    .update(Buffer.from(padded(S), 'hex'))
    .digest()
  const key = createHmac('sha256', stretched).update('Caldera Derived Key\u0001').digest().subarray(0, 16)
  return createHmac('sha256', key)
    .update(poolName(who.poolId))
    .update(who.username)
    .update(Buffer.from(proof.secretBlock, 'base64'))
    .update(proof.timestamp)
    .digest('base64')
}

/** RFC 3526 group 15, which RFC 5054 takes over; Cognito uses it with g = 2 (RFC 5054 says 5). */
const N = BigInt(
  `0x${`FFFFFFFF FFFFFFFF C90FDAA2 2168C234 C4C6628B 80DC1CD1 29024E08 8A67CC74
   020BBEA6 3B139B22 514A0879 8E3404DD EF9519B3 CD3A431B 302B0A6D F25F1437
   4FE1356D 6D51C245 E485B576 625E7EC6 F44C42E9 A637ED6B 0BFF5CB6 F406B7ED
   EE386BFB 5A899FA5 AE9F2411 7C4B1FE6 49286651 ECE45B3D C2007CB8 A163BF05
   98DA4836 1C55D39A 69163FA8 FD24CF5F 83655D23 DCA3AD96 1C62F356 208552BB
   9ED52907 7096966D 670C354E 4ABC9804 F1746C08 CA18217C 32905E46 2E36CE3B
   E39E772C 180E8603 9B2783A2 EC07A28F B5C55DF0 6F4C52C9 DE2BCBF6 95581718
   3995497C EA956AE5 15D22618 98FA0510 15728E5A 8AAAC42D AD33170D 04507A33
   A85521AB DF1CBA64 ECFB8504 58DBEF0A 8AEA7157 5D060C7D B3970F85 A6E1E4C7
   ABF5AE8C DB0933D7 1E8C94E0 4A25619D CEE3D226 1AD2EE6B F12FFA06 D98A0864
   D8760273 3EC86A64 521F2B18 177B200C BBE11757 7A615D6C 770988C0 BAD946E2
   08E24FA0 74E5AB31 43DB5BFC E0FD108E 4B82D120 A93AD2CA FFFFFFFF FFFFFFFF`.replace(/\s+/g, '')}`,
)
const G = 2n
const K = hex(sha256(padded(N) + padded(G)))

function publicValue(verifier: string, b: string): bigint {
  return (K * hex(verifier) + power(G, hex(b))) % N
}

function verifierOf(who: Identity, password: string, salt: string): string {
  const inner = createHash('sha256')
    .update(`${poolName(who.poolId)}${who.username}:${password}`)
    .digest('hex')
  return power(G, hex(sha256(padded(salt) + inner))).toString(16)
}

/** What stands after the region in a pool's id. */
function poolName(poolId: string): string {
  return poolId.slice(poolId.indexOf('_') + 1)
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base % N
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N
    square = (square * square) % N
  }
  return result
}

function hex(text: string): bigint {
  return BigInt(`0x${text}`)
}

/** An even number of digits, and never one that would read as a negative number. */
function padded(number: bigint | string): string {
  const digits = (typeof number === 'string' ? hex(number) : number).toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return /^[89a-f]/.test(even) ? `00${even}` : even
}

function sha256(hexText: string): string {
  return createHash('sha256').update(Buffer.from(hexText, 'hex')).digest('hex')
}
