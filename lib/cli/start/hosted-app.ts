import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateSecretCommand,
  ResourceExistsException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { serveHosting } from '#lib/local-aws/hosting/serve-hosting.ts'
import { HOSTING_FOLDER, writeHostingBundle } from '../build/hosting-bundle.ts'
import { hostingEnvironment } from '../build/hosting-environment.ts'
import { CUSTOM_HEADERS_FILE } from '../build/static-headers.ts'
import { PROJECT_ROOT } from '../project-root.ts'

/**
 * The app as Amplify Hosting runs it: `node lib/cli/start/hosted-app.ts PORT DATA`. The bundle is written to a folder
 * outside of the project and given its settings as a deployment gives them, by `.env.production`, made of the outputs
 * in DATA; the process has nothing around it but the credentials of a compute role and where AWS answers.
 */
const [port, dataFolder] = process.argv.slice(2) as [string, string]
const folder = mkdtempSync(join(tmpdir(), 'docent-hosted-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGTERM', () => process.exit(0))

const bundle = join(folder, HOSTING_FOLDER)
writeHostingBundle(PROJECT_ROOT, bundle)
const outputs = JSON.parse(readFileSync(join(dataFolder, 'amplify_outputs.json'), 'utf8'))
outputs.custom.docent.ticketSecret = await ticketSecret()
writeFileSync(
  join(bundle, 'compute/default/.env.production'),
  hostingEnvironment({ text: JSON.stringify(outputs), file: 'amplify_outputs.json' }, process.env),
)
const hosted = await serveHosting({
  bundle,
  customHttp: readFileSync(join(PROJECT_ROOT, CUSTOM_HEADERS_FILE), 'utf8'),
  port: Number(port),
  environment: Object.fromEntries(
    Object.entries(process.env).filter(([name, value]) => value && /^AWS_|^NO_PROXY$/.test(name)),
  ) as Record<string, string>,
  onLine: line => console.error(line),
})
hosted.compute.once('exit', () => process.exit(1))
process.on('exit', () => hosted.compute.kill('SIGKILL'))

async function ticketSecret(): Promise<string> {
  const client = new SecretsManagerClient({})
  const Name = 'docent-ticket-key'
  try {
    await client.send(new CreateSecretCommand({ Name, SecretString: process.env.DOCENT_TICKET_KEY }))
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error
  } finally {
    client.destroy()
  }
  return Name
}
