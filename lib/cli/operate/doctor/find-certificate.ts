import { once } from 'node:events'
import { isIP } from 'node:net'
import { connect } from 'node:tls'

/** When the certificate of an https address ends. Throws where a browser would warn of it, with the reason. */
export async function findCertificate(url: URL, signal: AbortSignal): Promise<Date> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const socket = connect({ host, port: Number(url.port) || 443, ...(!isIP(host) && { servername: host }) })
  try {
    await once(socket, 'secureConnect', { signal })
    return new Date(socket.getPeerCertificate().valid_to)
  } finally {
    socket.destroy()
  }
}
