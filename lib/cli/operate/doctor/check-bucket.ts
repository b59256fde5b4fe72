import { GetBucketVersioningCommand } from '@aws-sdk/client-s3'
import { lookIntoBucket } from '#lib/aws/look-into-bucket.ts'
import type { DoctorPlace } from './doctor-place.ts'
import { type Check, type Finding, ok, wrong } from './finding.ts'
import { nameOf, notSeen } from './not-seen.ts'

export const checkBucket: Check = {
  about: 'files',
  async look(place, signal) {
    const seen = await seeBucket(place)
    return seen.state === 'ok' ? [seen, await versionsFinding(place, signal)] : [seen]
  },
}

export async function seeBucket({ s3, settings: { bucket } }: DoctorPlace): Promise<Finding> {
  try {
    await lookIntoBucket(s3, bucket)
    return ok(`${bucket} is there and can be read.`)
  } catch (error) {
    if (nameOf(error) !== 'NoSuchBucket') return notSeen(bucket, 's3:ListBucket', error)
    return wrong(
      `there is no bucket ${bucket}. If the outputs are of this branch, it was deleted, and with it the files of all documents; the next deployment does not make it anew.`,
    )
  }
}

async function versionsFinding(
  { s3, settings, deployed }: DoctorPlace,
  abortSignal: AbortSignal,
): Promise<Finding> {
  const { bucket } = settings
  try {
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }), { abortSignal })
    if (Status === 'Enabled') return ok(`${bucket} keeps what is deleted or replaced for a while.`)
    if (!deployed) return ok(`this machine keeps no versions of ${bucket}; copy the data folder.`)
    return wrong(
      `${bucket} keeps no versions, so restoring would bring documents back without their files. aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`,
    )
  } catch (error) {
    return notSeen(`whether ${bucket} keeps versions`, 's3:GetBucketVersioning', error)
  }
}
