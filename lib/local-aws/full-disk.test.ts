import { expect, it, vi } from 'vitest'
import { isDiskFull, logFailure } from './full-disk.ts'

const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })

it('knows a full disk, whoever tells of it', () => {
  const level = Object.assign(new Error('IO error: 000005.ldb: No space left on device'), {
    code: 'LEVEL_IO_ERROR',
  })
  for (const error of [full, level, new Error('The write failed.', { cause: full })]) {
    expect(isDiskFull(error)).toBe(true)
  }
  const broken = Object.assign(new Error('IO error: 000005.ldb: Input/output error'), {
    code: 'LEVEL_IO_ERROR',
  })
  for (const error of [broken, new Error('no space left'), 'ENOSPC', null])
    expect(isDiskFull(error)).toBe(false)
})

it('is told of in one line and once; everything else whole, each time', () => {
  const log = vi.spyOn(console, 'error').mockReturnValue(undefined)
  for (let at = 0; at < 3; at++) logFailure('s3 failed on PUT /texts', full)
  expect(log.mock.calls).toEqual([
    [expect.stringMatching(/^local-aws: s3 failed on PUT \/texts: There is no room/)],
  ])
  const bug = new TypeError('x is not a function')
  for (let at = 0; at < 2; at++) logFailure('s3 failed on GET /', bug)
  expect(log.mock.calls.slice(1)).toEqual([1, 2].map(() => ['local-aws: s3 failed on GET /', bug]))
  log.mockRestore()
})
