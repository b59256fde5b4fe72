import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'
import { isSandbox, removalPolicy } from './place.ts'

export interface Tables {
  bots: Table
  vectors: Table
}

/** The two tables, with the keys and indexes that lib/aws asks for (and lib/laptop/provision.ts makes on a laptop). */
export function tables(scope: Construct): Tables {
  const bots = new Table(scope, 'Bots', {
    ...common(scope),
    partitionKey: text('pk'),
    sortKey: text('sk'),
    timeToLiveAttribute: 'expiresAt',
  })
  bots.addGlobalSecondaryIndex({
    indexName: 'owner-index',
    partitionKey: text('ownerId'),
    sortKey: text('createdAt'),
    projectionType: ProjectionType.ALL,
  })
  // Only documents being worked on have a workState: the sweep finds the quiet ones by heartbeat.
  bots.addGlobalSecondaryIndex({
    indexName: 'status-index',
    partitionKey: text('workState'),
    sortKey: text('heartbeat'),
    projectionType: ProjectionType.ALL,
  })
  const vectors = new Table(scope, 'Vectors', {
    ...common(scope),
    partitionKey: text('botId'),
    sortKey: text('chunkId'),
  })
  return { bots, vectors }
}

/**
 * On demand: an idle table costs what its bytes cost. Any second of the last 35 days can be restored. At rest
 * all is encrypted with the key that AWS owns and charges nothing for.
 */
function common(scope: Construct) {
  return {
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: !isSandbox(scope),
    removalPolicy: removalPolicy(scope),
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING }
}
