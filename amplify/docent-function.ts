import { Duration } from 'aws-cdk-lib'
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { removalPolicy } from './place.ts'

export interface FunctionProps {
  description: string
  /** A folder with `index.mjs`. */
  code: string
  memoryMb: number
  seconds: number
  environment?: Record<string, string>
  permissions: PolicyStatement[]
  /** At most so many at a time; undefined for what the account allows. */
  concurrency?: number
  /** Whether X-Ray follows its calls, for which its role needs a right of its own; true where left out. */
  traced?: boolean
}

/** Those that an operator looks at; each has alarms and a log of its own. */
export type Functions = Record<'ingest' | 'extract' | 'chat' | 'sweep', LambdaFunction>

/** Long enough to look into what somebody reports; visitors' questions are not in the logs. */
const LOG_RETENTION = RetentionDays.ONE_MONTH

/** A Lambda of ours: its own role, with its own log group instead of a right to every log. */
export function docentFunction(scope: Construct, name: string, props: FunctionProps): LambdaFunction {
  const logGroup = new LogGroup(scope, `${name}Log`, {
    retention: LOG_RETENTION,
    removalPolicy: removalPolicy(scope),
  })
  const role = new Role(scope, `${name}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  logGroup.grantWrite(role)
  for (const statement of props.permissions) role.addToPolicy(statement)
  return new LambdaFunction(scope, name, {
    description: props.description,
    runtime: Runtime.NODEJS_24_X,
    // A fifth cheaper than x86, and the bundles hold nothing made for one processor.
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(props.code),
    handler: 'index.handler',
    memorySize: props.memoryMb,
    timeout: Duration.seconds(props.seconds),
    reservedConcurrentExecutions: props.concurrency,
    environment: props.environment,
    role,
    logGroup,
    // Our lines are JSON as they stand; Lambda's own JSON would wrap the metrics in them out of sight.
    tracing: props.traced === false ? Tracing.DISABLED : Tracing.ACTIVE,
  })
}
