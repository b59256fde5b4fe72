import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createCognito } from '../cognito/service.ts'
import type { LocalAccount } from '../service.ts'

export const aloneAccount: LocalAccount = {
  region: 'us-east-1',
  accessKeyId: 'AKIAALONEALONEALONE0',
  secretAccessKey: 'alone/alone+alone/alone+alone/alone+',
}

/** Cognito by itself on a free loopback port, on whatever clock the contract wants. */
export async function cognitoAlone(options: { folder: string; now?: () => Date }) {
  const service = await createCognito({ ...options, account: aloneAccount })
  const server = createServer((request, response) => {
    if (service.matches(request)) service.handle(request, response).catch(error => response.destroy(error))
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await service.close()
    },
  }
}
