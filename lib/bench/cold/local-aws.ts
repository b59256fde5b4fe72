import { awsPlace, provision } from '../../cli/provision.ts'
import { examAccount } from '../../local-aws/exam/exam-target.ts'
import { startLocalAws } from '../../local-aws/server.ts'
import type { OpenSide } from '../sides/side.ts'

/** The AWS on loopback, furnished; answers its address. */
export const openSide: OpenSide<{ folder: string }, null, string> = async ({ folder }) => {
  const aws = await startLocalAws({ port: 0, dataFolder: folder, account: examAccount, quiet: true })
  await provision(awsPlace(aws.url, examAccount), 'http://127.0.0.1:9')
  return { ask: () => aws.url, close: aws.close }
}
