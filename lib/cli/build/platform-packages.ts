/** One package in package-lock.json, as much of it as matters here. */
export interface LockedPackage {
  version?: string
  license?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  engines?: Record<string, string>
  optionalDependencies?: Record<string, string>
}
export interface Lockfile {
  packages: Record<string, LockedPackage>
}

/**
 * Packages for other platforms that the lockfile ought to list and does not, as entries to add. npm
 * leaves them out when its registry has none for other platforms, and then `npm ci` refuses the lockfile
 * everywhere.
 */
export function missingPlatformPackages({ packages }: Lockfile): Record<string, LockedPackage> {
  const missing: Record<string, LockedPackage> = {}
  for (const [path, parent] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      if (isListed(packages, path, name)) continue
      missing[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(parent.dev && { dev: true }),
        license: parent.license,
        optional: true,
        ...(parent.engines && { engines: parent.engines }),
      }
    }
  }
  return missing
}

/** Beside the package that wants it, or anywhere above, as Node looks for it. */
function isListed(packages: Lockfile['packages'], path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder && `${folder}/`}node_modules/${name}`]) return true
    if (!folder) return false
  }
}

const SYSTEMS = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony']
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32']

/** Such packages are called after what they are for: `@next/swc-win32-arm64-msvc`. */
function platformOf(name: string): LockedPackage {
  const words = name.split('/').at(-1)!.split('-')
  const os = SYSTEMS.filter(system => words.includes(system))
  const cpu = PROCESSORS.filter(processor => words.includes(processor))
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : []
  return {
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && { libc }),
  }
}
