import { writeFileSync } from 'node:fs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { backend } from '../backend.ts'

/**
 * The backend as `ampx` would build it, in a process of its own, because there can be one only. Templates go
 * to CDK_OUTDIR when the process ends; what cdk-nag finds goes to FINDINGS.
 */
const { violations } = new AwsSolutionsChecks(undefined, { verbose: true }).validateScope(backend.stack)
const findings = violations.flatMap(({ ruleName, description, violatingResources }) =>
  violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath, description })),
)
writeFileSync(process.env.FINDINGS!, JSON.stringify(findings, null, 2))
