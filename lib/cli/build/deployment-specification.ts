import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { routeOf } from '#lib/local-aws/hosting/route-of.ts'

/** Amplify Hosting takes 220 MB; a bundle that grows to half of it is to be looked at before it is refused. */
const MAX_BYTES = 120_000_000
/** Of `static/` and `compute/` between them, by the specification's own limits on a path. */
const path = z.string().regex(/^\/\S{0,1023}$/)
const source = z.string().regex(/^[\w-]{1,50}$/)
const compute = z.strictObject({ kind: z.literal('Compute'), src: source })
const fixed = z.strictObject({ kind: z.literal('Static'), cacheControl: z.string().min(1).optional() })

/**
 * `deploy-manifest.json` of Amplify Hosting's deployment specification, version 1, as far as we use it: neither image
 * optimization nor catch-all files.
 * https://docs.aws.amazon.com/amplify/latest/userguide/ssr-deployment-specification.html
 */
export const manifestSchema = z
  .strictObject({
    version: z.literal(1),
    framework: z.strictObject({ name: z.string().min(1), version: z.string().regex(/^\d+\.\d+\.\d+/) }),
    routes: z
      .array(z.strictObject({ path, target: z.union([compute, fixed]), fallback: compute.optional() }))
      .min(1)
      .max(25),
    computeResources: z
      .array(
        z.strictObject({
          name: source,
          runtime: z.enum(['nodejs20.x', 'nodejs22.x', 'nodejs24.x']),
          entrypoint: z.string().min(1),
        }),
      )
      .max(1),
  })
  .superRefine(({ routes, computeResources }, context) => {
    if (routes.at(-1)?.path !== '/*')
      context.addIssue('The last route has to take everything that no other took: /*')
    const names = computeResources.map(({ name }) => name)
    for (const { target, fallback } of routes) {
      for (const to of [target, fallback])
        if (to?.kind === 'Compute' && !names.includes(to.src))
          context.addIssue(`No compute resource is called ${to.src}.`)
    }
  })
export type DeployManifest = z.infer<typeof manifestSchema>

/** What of a bundle Amplify Hosting would refuse, or we would not ship; nothing where it is as it should be. */
export function bundleComplaints(folder: string): string[] {
  const file = join(folder, 'deploy-manifest.json')
  if (!existsSync(file)) return [`${file} is missing.`]
  const manifest = manifestSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!manifest.success)
    return manifest.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`)
  const complaints: string[] = []
  for (const { name, entrypoint } of manifest.data.computeResources) {
    if (!existsSync(join(folder, 'compute', name, entrypoint)))
      complaints.push(`compute/${name}/${entrypoint} is missing.`)
  }
  for (const path of staticPaths(folder)) {
    const target = routeOf(manifest.data.routes, path)?.target
    if (target?.kind !== 'Static' || !target.cacheControl)
      complaints.push(`static${path} is on no route that says how long it is kept.`)
  }
  let bytes = 0
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const at = join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) complaints.push(`${relative(folder, at)} is a symbolic link.`)
    else if (entry.isFile()) {
      bytes += statSync(at).size
      if (FORBIDDEN.test(entry.name)) complaints.push(`${relative(folder, at)} is nothing to ship.`)
    }
  }
  if (bytes > MAX_BYTES)
    complaints.push(`It has ${Math.round(bytes / 1e6)} MB, more than ${MAX_BYTES / 1e6}.`)
  return complaints
}

/** Under which a bundle's static files are asked for. */
export function staticPaths(folder: string): string[] {
  const root = join(folder, 'static')
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => `/${relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')}`)
}

/** Source maps, sources, tests. */
const FORBIDDEN = /\.map$|(?<!\.d)\.tsx?$|\.(test|spec)\.m?js$/
