/**
 * Installs what is missing or stale, before every npm script. It must run on any Node from 20.9 and
 * without a single dependency; what follows it gets the pinned Node of node_modules/.bin from npm's PATH.
 * When nothing is to be done it costs one small file read.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Below this, Next.js does not run and npm cannot install the pinned Node. */
const OLDEST_NODE = [20, 9]
/** A set-up that has not touched its lock for this long is dead. It touches it every second. */
const LOCK_STALE_MS = 15_000
/** Nobody likes to look at a still screen for longer. */
const TICK_MS = 5_000

/** @param {string} root Folder with package.json and package-lock.json. */
export async function setUp(root, say = line => console.log(line)) {
  const tooOld = nodeTooOld(process.versions.node)
  if (tooOld) throw new SetupError(tooOld)
  const wanted = stampOf(root)
  if (readStamp(root) === wanted) return 'nothing to do'

  return withLock(join(root, '.docent', 'setup.lock'), say, async () => {
    if (readStamp(root) === wanted) return 'nothing to do'
    let outcome = 'found'
    if (!lockfileIsInstalled(root) || findBroken(root)) {
      await install(root, say)
      outcome = 'installed'
    }
    const broken = findBroken(root)
    if (broken) throw new SetupError(broken)
    writeFileSync(stampFile(root), wanted)
    return outcome
  })
}

/** Something the person at the keyboard can put right. */
export class SetupError extends Error {}

/** @param {string} version Such as `20.9.0`. Answers null where it is new enough. */
export function nodeTooOld(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return null
  return `Docent needs Node ${OLDEST_NODE.join('.')} or newer, this is ${version}. Install a newer Node (nodejs.org) and run the same command again.`
}

/** Identifies what should be installed: the dependencies, not the rest of package.json. */
export function stampOf(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { dependencies, devDependencies, optionalDependencies, overrides, allowScripts } = manifest
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides, allowScripts]))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
}

const stampFile = root => join(root, 'node_modules', '.docent-setup')

function readStamp(root) {
  const file = stampFile(root)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Whether npm's own record says that every package of the lockfile is here, as after `npm install` by hand. */
export function lockfileIsInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  )
}

/** Packages with a part that an install script puts there. Answers what is wrong, or null. */
export function findBroken(root) {
  const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const probes = [
    ['the pinned Node', node, ['--version'], /^v24\./],
    ['esbuild', node, ['-p', "require('esbuild').transformSync('let a = 1').code"], /^let a/],
    ['the database engine', node, ['-p', "typeof require('classic-level').ClassicLevel"], /^function/],
  ]
  for (const [name, command, args, expected] of probes) {
    const { stdout, stderr, error } = spawnSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      env: plainEnvironment(),
    })
    if (expected.test(stdout ?? '')) continue
    const why = error?.message ?? stderr.trim().split('\n').at(-1)
    return `After installing, ${name} does not answer (${why}). Delete the folder node_modules and run the same command again; if npm is set to ignore install scripts, allow them for this folder.`
  }
  return null
}

async function install(root, say) {
  const began = Date.now()
  say('Installing dependencies (once; about 1 GB, a minute or two) …')
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const ticking = setInterval(() => say(`  … still installing, ${seconds()} s`), TICK_MS)
  try {
    const [command, ...first] = npmCommand(root)
    const { code, output } = await run(command, [...first, ...NPM_CI], root)
    if (code !== 0) throw new SetupError(explain(output))
  } finally {
    clearInterval(ticking)
  }
  say(`Dependencies installed in ${seconds()} s.`)
}

// Said outright, because a user's own npm settings may say otherwise.
const NPM_CI = [
  'ci',
  '--include=dev',
  '--include=optional',
  '--ignore-scripts=false',
  '--no-audit',
  '--no-fund',
]
NPM_CI.push('--loglevel=error', '--progress=false')
// npm's own patience with a network that is not there is two minutes.
NPM_CI.push('--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000')

/**
 * npm, run by a Node outside node_modules: the pinned one is about to be deleted.
 * @returns {string[]}
 */
function npmCommand(root) {
  const inside = join(root, 'node_modules')
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const outsideNode = (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(file => existsSync(file) && !realpathSync(file).startsWith(inside) && !file.startsWith(inside))
  const npm = process.env.npm_execpath
  if (npm && existsSync(npm) && outsideNode) return [outsideNode, npm]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}

/** Runs npm with its output passed through, and kept so that a failure can be explained. */
function run(command, args, cwd) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd,
      env: plainEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    process.once('exit', () => child.kill())
    let output = ''
    for (const [stream, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.on('data', chunk => {
        output = (output + chunk).slice(-20_000)
        to.write(chunk)
      })
    }
    child.on('error', error =>
      error.code === 'ENOENT'
        ? fail(
            new SetupError(
              'npm was not found. Install Node with npm (nodejs.org) and run the same command again.',
            ),
          )
        : fail(error),
    )
    child.on('close', code => done({ code, output }))
  })
}

/** NODE_ENV=production would leave out what the build needs; NODE_OPTIONS may name files npm is deleting. */
function plainEnvironment() {
  const { NODE_ENV: _, NODE_OPTIONS: __, ...rest } = process.env
  return rest
}

/** What npm's failure means, and what to do. */
export function explain(output) {
  const again = 'Then run the same command again; nothing needs to be cleaned up.'
  if (/ENOSPC/.test(output)) {
    return `The disk is full: the dependencies need about 1.5 GB. Make room. ${again}`
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT/.test(
      output,
    )
  ) {
    return `The dependencies could not be downloaded: npm does not reach its registry. This is needed once. Check the network or proxy. ${again}`
  }
  if (/EACCES|EPERM/.test(output)) {
    return `npm may not write here. Check who owns this folder and the npm cache. ${again}`
  }
  if (/npm ci` can only install packages when|in sync/.test(output)) {
    return 'package.json and package-lock.json do not agree. Run `npm install`, then the same command again.'
  }
  return `npm could not install the dependencies; its own words stand above. ${again}`
}

/** One set-up at a time: the second waits for the first, then finds nothing to do. */
async function withLock(file, say, work) {
  mkdirSync(dirname(file), { recursive: true })
  let told = false
  while (!take(file)) {
    if (!told) say('Another set-up is installing; waiting for it …')
    told = true
    await new Promise(resolve => setTimeout(resolve, 500))
  }
  const alive = setInterval(() => utimesSync(file, new Date(), new Date()), 1_000)
  const leave = () => rmSync(file, { force: true })
  process.once('exit', leave)
  try {
    return await work()
  } finally {
    clearInterval(alive)
    process.off('exit', leave)
    leave()
  }
}

function take(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  if (touched !== undefined && Date.now() - touched > LOCK_STALE_MS) rmSync(file, { force: true })
  return false
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const root = resolve(dirname(realpathSync(process.argv[1])), '..', '..', '..')
  // Ctrl-C reaches npm too; leaving through exit() lets go of the lock.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
  try {
    await setUp(root)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(`\n${error.message}`)
    process.exit(1)
  }
}
