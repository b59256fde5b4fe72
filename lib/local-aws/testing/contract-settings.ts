/**
 * Where the contracts are held, read once. It is here and not in lib/aws/settings.ts because the loopback AWS shares
 * no code with the application that it examines.
 *   DOCENT_CONTRACT_AWS=1      the real AWS, with the SDK's own credentials; what it creates it deletes
 *   DOCENT_CONTRACT_PREFIX     start of the names it creates there
 */
export const contractSettings = {
  realAws: process.env.DOCENT_CONTRACT_AWS === '1',
  region: process.env.AWS_REGION || 'us-east-1',
  prefix: process.env.DOCENT_CONTRACT_PREFIX || 'docent-contract',
}
