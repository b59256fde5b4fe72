import { awsPlace, provision } from '../../laptop/provision.ts'
import { startLocalAws } from '../../local-aws/server.ts'
import { testAccount } from '../../local-aws/testing/aws-target.ts'
import type { OpenSide } from '../sides/side.ts'

/** The AWS on loopback, furnished; answers its address. */
export const openSide: OpenSide<{ folder: string }, null, string> = async ({ folder }) => {
  const aws = await startLocalAws({ port: 0, dataFolder: folder, account: testAccount, quiet: true })
  await provision(awsPlace(aws.url, testAccount), 'http://127.0.0.1:9')
  return { ask: () => aws.url, close: aws.close }
}
