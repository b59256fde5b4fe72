import type {
  BatchGetCommandInput,
  BatchGetCommandOutput,
  BatchWriteCommandInput,
  BatchWriteCommandOutput,
  DeleteCommandInput,
  DeleteCommandOutput,
  GetCommandInput,
  GetCommandOutput,
  PutCommandInput,
  PutCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  ScanCommandInput,
  ScanCommandOutput,
  TransactWriteCommandInput,
  TransactWriteCommandOutput,
  UpdateCommandInput,
  UpdateCommandOutput,
} from '@aws-sdk/lib-dynamodb'

/** What stores ask of DynamoDB, in plain values; errors have the names that the SDK gives them. */
export interface DynamoCalls {
  get(input: GetCommandInput): Promise<Answer<GetCommandOutput>>
  put(input: Modern<PutCommandInput>): Promise<Answer<PutCommandOutput>>
  update(input: Modern<UpdateCommandInput>): Promise<Answer<UpdateCommandOutput>>
  delete(input: Modern<DeleteCommandInput>): Promise<Answer<DeleteCommandOutput>>
  query(input: Modern<QueryCommandInput>): Promise<Answer<QueryCommandOutput>>
  batchGet(input: BatchGetCommandInput): Promise<Answer<BatchGetCommandOutput>>
  batchWrite(input: BatchWriteCommandInput): Promise<Answer<BatchWriteCommandOutput>>
  transactWrite(input: TransactWriteCommandInput): Promise<Answer<TransactWriteCommandOutput>>
  /** Every page of a query, one after the other. */
  queryPages(input: Modern<QueryCommandInput>): AsyncGenerator<Answer<QueryCommandOutput>>
  scanPages(input: Modern<ScanCommandInput>): AsyncGenerator<Answer<ScanCommandOutput>>
}

export type Answer<Output> = Omit<Output, '$metadata'>

/** Without what expressions have replaced. */
export type Modern<Input> = Omit<
  Input,
  | 'Expected'
  | 'AttributeUpdates'
  | 'ConditionalOperator'
  | 'KeyConditions'
  | 'QueryFilter'
  | 'ScanFilter'
  | 'AttributesToGet'
>

/** Page after page, each asked for when it is wanted. */
export async function* pagesOf<
  Input extends { ExclusiveStartKey?: Record<string, unknown> },
  Output extends { LastEvaluatedKey?: Record<string, unknown> },
>(ask: (input: Input) => Promise<Output>, input: Input): AsyncGenerator<Output> {
  let ExclusiveStartKey = input.ExclusiveStartKey
  do {
    const page: Output = await ask({ ...input, ExclusiveStartKey })
    yield page
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
}
