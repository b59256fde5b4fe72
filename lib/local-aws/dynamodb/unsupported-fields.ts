import { invalid } from './refusal.ts'

/**
 * Fields that AWS acts on and this DynamoDB would silently ignore. Better no table than one that
 * differs from what was asked for.
 */
const UNSUPPORTED: Record<string, string[]> = {
  CreateTable: [
    'StreamSpecification',
    'DeletionProtectionEnabled',
    'SSESpecification',
    'TableClass',
    'Tags',
    'WarmThroughput',
    'OnDemandThroughput',
    'ResourcePolicy',
  ],
  UpdateTable: [
    'AttributeDefinitions',
    'StreamSpecification',
    'DeletionProtectionEnabled',
    'SSESpecification',
    'TableClass',
    'ReplicaUpdates',
    'WarmThroughput',
    'OnDemandThroughput',
  ],
  TransactWriteItems: ['ReturnConsumedCapacity', 'ReturnItemCollectionMetrics'],
  TransactGetItems: ['ReturnConsumedCapacity'],
}

/** Throws the refusal that names the field. A field set to false or NONE asks for nothing. */
export function refuseUnsupportedFields(operation: string, fields: Record<string, unknown>): void {
  const field = UNSUPPORTED[operation]?.find(name => {
    const value = fields[name]
    return value != null && value !== false && value !== 'NONE'
  })
  if (field) throw invalid(`The DynamoDB on loopback does not support ${field} in ${operation}.`)
}
