import batchGetItem from 'dynalite/actions/batchGetItem.js'
import batchWriteItem from 'dynalite/actions/batchWriteItem.js'
import createTable from 'dynalite/actions/createTable.js'
import deleteItem from 'dynalite/actions/deleteItem.js'
import describeTable from 'dynalite/actions/describeTable.js'
import getItem from 'dynalite/actions/getItem.js'
import listTables from 'dynalite/actions/listTables.js'
import listTagsOfResource from 'dynalite/actions/listTagsOfResource.js'
import putItem from 'dynalite/actions/putItem.js'
import query from 'dynalite/actions/query.js'
import scan from 'dynalite/actions/scan.js'
import tagResource from 'dynalite/actions/tagResource.js'
import untagResource from 'dynalite/actions/untagResource.js'
import updateItem from 'dynalite/actions/updateItem.js'
import updateTable from 'dynalite/actions/updateTable.js'
import batchGetItemFields from 'dynalite/validations/batchGetItem.js'
import batchWriteItemFields from 'dynalite/validations/batchWriteItem.js'
import createTableFields from 'dynalite/validations/createTable.js'
import deleteItemFields from 'dynalite/validations/deleteItem.js'
import describeTableFields from 'dynalite/validations/describeTable.js'
import getItemFields from 'dynalite/validations/getItem.js'
import listTablesFields from 'dynalite/validations/listTables.js'
import listTagsOfResourceFields from 'dynalite/validations/listTagsOfResource.js'
import putItemFields from 'dynalite/validations/putItem.js'
import queryFields from 'dynalite/validations/query.js'
import scanFields from 'dynalite/validations/scan.js'
import tagResourceFields from 'dynalite/validations/tagResource.js'
import untagResourceFields from 'dynalite/validations/untagResource.js'
import updateItemFields from 'dynalite/validations/updateItem.js'
import updateTableFields from 'dynalite/validations/updateTable.js'
import { deleteTable } from './delete-table.ts'
import { describeContinuousBackups } from './describe-continuous-backups.ts'
import { describeTimeToLive } from './describe-time-to-live.ts'
import type { Handler } from './handler.ts'
import { checkWrite, writeNow } from './item-write.ts'
import { recordWrites } from './recorded-writes.ts'
import { restoreTableToPointInTime } from './restore-table.ts'
import { checkFields, type Operation, runAction } from './run-action.ts'
import { transactGetItems } from './transact-get-items.ts'
import { transactWriteItems } from './transact-write-items.ts'
import { updateContinuousBackups } from './update-continuous-backups.ts'
import { updateTimeToLive } from './update-time-to-live.ts'

/** Everything this DynamoDB can do; any other operation is refused by name. */
export const operations: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['GetItem', read({ action: getItem, validation: getItemFields })],
  ['BatchGetItem', read({ action: batchGetItem, validation: batchGetItemFields })],
  ['Query', read({ action: query, validation: queryFields })],
  ['Scan', read({ action: scan, validation: scanFields })],
  ['TransactGetItems', transactGetItems],

  ['PutItem', write({ action: putItem, validation: putItemFields })],
  ['UpdateItem', write({ action: updateItem, validation: updateItemFields })],
  ['DeleteItem', write({ action: deleteItem, validation: deleteItemFields })],
  ['BatchWriteItem', write({ action: batchWriteItem, validation: batchWriteItemFields })],
  ['TransactWriteItems', transactWriteItems],

  ['CreateTable', change({ action: createTable, validation: createTableFields })],
  ['UpdateTable', change({ action: updateTable, validation: updateTableFields })],
  ['DeleteTable', deleteTable],
  ['DescribeTable', read({ action: describeTable, validation: describeTableFields })],
  ['ListTables', read({ action: listTables, validation: listTablesFields })],
  ['UpdateTimeToLive', updateTimeToLive],
  ['DescribeTimeToLive', describeTimeToLive],
  ['UpdateContinuousBackups', updateContinuousBackups],
  ['DescribeContinuousBackups', describeContinuousBackups],
  ['RestoreTableToPointInTime', restoreTableToPointInTime],
  ['TagResource', change({ action: tagResource, validation: tagResourceFields })],
  ['UntagResource', change({ action: untagResource, validation: untagResourceFields })],
  ['ListTagsOfResource', read({ action: listTagsOfResource, validation: listTagsOfResourceFields })],
])

function read(operation: Operation): Handler {
  return ({ store }, fields) => runAction(store, operation, checkFields(store, operation, fields))
}

/** Items: the item and its index rows reach the disk together. */
function write(operation: Operation): Handler {
  return ({ store, now }, fields) =>
    writeNow(store, checkWrite(store, operation, fields), recordWrites(store, now()))
}

/** Tables and tags: dynalite writes by itself, one at a time. */
function change(operation: Operation): Handler {
  return ({ store }, fields) => {
    const data = checkFields(store, operation, fields)
    return store.exclusively(() => runAction(store, operation, data))
  }
}
