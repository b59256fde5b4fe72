import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A header may come in two pieces. */
const LONGEST_CREDENTIAL = 64

/**
 * Forwards to the AWS on loopback, counts what is sent there and sees who signed it: silence can be proved. A
 * wire that is cut breaks off every call until it is mended.
 */
export async function watchedWire(targetUrl: string) {
  const { hostname, port } = new URL(targetUrl)
  let bytes = 0
  const signers = new Set<string>()
  const open = new Set<Socket>()
  let whole = true
  const server = createServer(client => {
    if (!whole) return void client.destroy()
    const upstream = connect(Number(port), hostname)
    open.add(client)
    client.once('close', () => open.delete(client))
    let tail = ''
    client.on('data', piece => {
      bytes += piece.length
      const said = tail + piece.toString('latin1')
      for (const [, signer] of said.matchAll(/Credential=(AKIA\w+)\//g)) signers.add(signer!)
      tail = said.slice(-LONGEST_CREDENTIAL)
    })
    client.pipe(upstream)
    upstream.pipe(client)
    // Either end may hang up first; the other follows.
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // Clients keep their connections for the next call.
  const hangUp = () => {
    for (const client of open) client.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytesSent: () => bytes,
    /** Access keys that signed in a header. */
    signers: () => [...signers],
    cut: () => {
      whole = false
      hangUp()
    },
    mend: () => {
      whole = true
    },
    close: () => {
      hangUp()
      return new Promise(resolve => server.close(resolve))
    },
  }
}
