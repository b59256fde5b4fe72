/**
 * Where the exams sit, read once. It is here and not in lib/aws/settings.ts because the loopback AWS shares
 * no code with the application that it examines.
 *   DOCENT_EXAM_AWS=1      the real AWS, with the SDK's own credentials; what it creates it deletes
 *   DOCENT_EXAM_PREFIX     start of the names it creates there
 */
export const examSettings = {
  realAws: process.env.DOCENT_EXAM_AWS === '1',
  region: process.env.AWS_REGION || 'us-east-1',
  prefix: process.env.DOCENT_EXAM_PREFIX || 'docent-exam',
}
