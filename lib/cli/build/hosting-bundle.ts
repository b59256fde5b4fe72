import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { LOADER_HEADERS } from '#lib/server/reply-headers.ts'
import { bundleComplaints, type DeployManifest, staticPaths } from './deployment-specification.ts'
import { CUSTOM_HEADERS_FILE, staticHeaderComplaints } from './static-headers.ts'

/** Where amplify.yml looks for it, below the project. */
export const HOSTING_FOLDER = '.amplify-hosting'

const A_YEAR = 'public, max-age=31536000, immutable'

/**
 * Writes what Amplify Hosting is given, from a production build that is there: files whose names change with their
 * content, and the loader, to `static/`, the app to `compute/default/`. Everything else is answered by the app, with
 * its headers. Throws where the bundle would not be taken, or its files would lack theirs.
 */
export function writeHostingBundle(root: string, target: string): void {
  rmSync(target, { recursive: true, force: true })
  const server = join(target, 'compute/default')
  cpSync(join(root, '.next/standalone'), server, {
    recursive: true,
    filter: file => !/\.map$|[\\/]standalone[\\/](server\.js|package\.json)$/.test(file),
  })
  for (const to of [join(target, 'static'), join(server, 'public')])
    cpSync(join(root, 'public'), to, { recursive: true })
  for (const to of [join(target, 'static/_next/static'), join(server, '.next/static')])
    cpSync(join(root, '.next/static'), to, { recursive: true, filter: file => !file.endsWith('.map') })
  buildServer(root, join(server, ENTRYPOINT))
  const environment = join(root, '.env.production')
  if (existsSync(environment)) cpSync(environment, join(server, '.env.production'))
  writeFileSync(join(target, 'deploy-manifest.json'), JSON.stringify(manifestOf(root), null, 2))
  const headers = readFileSync(join(root, CUSTOM_HEADERS_FILE), 'utf8')
  const complaints = [...bundleComplaints(target), ...staticHeaderComplaints(headers, staticPaths(target))]
  if (complaints.length) throw new Error(`The bundle cannot be deployed:\n  ${complaints.join('\n  ')}`)
}

const ENTRYPOINT = 'server.mjs'

/** What Amplify Hosting is told of the bundle; the versions are those of `root`'s package.json. */
export function manifestOf(root: string): DeployManifest {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const compute = { kind: 'Compute', src: 'default' } as const
  return {
    version: 1,
    framework: { name: 'nextjs', version: dependencies.next },
    routes: [
      // A file that Hosting does not find in its place is there for the app as well.
      { path: '/_next/static/*', target: { kind: 'Static', cacheControl: A_YEAR }, fallback: compute },
      // Other people's pages wait for it: no process has to start first.
      {
        path: '/docent.js',
        target: { kind: 'Static', cacheControl: LOADER_HEADERS['cache-control'] },
        fallback: compute,
      },
      { path: '/*', target: compute },
    ],
    computeResources: [{ name: 'default', runtime: runtimeOf(dependencies.node), entrypoint: ENTRYPOINT }],
  }
}

/** Of the Node that everything is tested with. */
function runtimeOf(version: string): DeployManifest['computeResources'][number]['runtime'] {
  return `nodejs${version.split('.')[0]}.x` as 'nodejs24.x'
}

function buildServer(root: string, outfile: string): void {
  buildSync({
    absWorkingDir: root,
    entryPoints: ['lib/cli/build/hosting-server.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['next'],
    logLevel: 'error',
  })
}
