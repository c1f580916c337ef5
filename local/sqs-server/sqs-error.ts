/** A refusal in the words of SQS: the client gets its code, its message and HTTP 400. */
export class SqsError extends Error {
  override readonly name = 'SqsError';
  readonly code: SqsErrorCode;

  constructor(code: SqsErrorCode, message: string) {
    super(message);
    this.code = code;
  }

  /** The shape's name of the JSON protocol (`__type`). */
  get shape(): string {
    return shapes[this.code].shape;
  }

  /** The code of the older query protocol, which the SDK shows as `Code` and batch results carry. */
  get queryCode(): string {
    return shapes[this.code].query;
  }
}

/** The refusals this server knows. */
export type SqsErrorCode = keyof typeof shapes;

/** Refuses one parameter with the sentence SQS uses. */
export function invalidParameter(name: string, value: string | number, reason: string): SqsError {
  return new SqsError(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`,
  );
}

const shapes = {
  ...modelled('QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'),
  ...modelled('QueueNameExists', 'QueueAlreadyExists'),
  ...modelled('ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid'),
  ...modelled('MessageNotInflight', 'AWS.SimpleQueueService.MessageNotInflight'),
  ...modelled('EmptyBatchRequest', 'AWS.SimpleQueueService.EmptyBatchRequest'),
  ...modelled('TooManyEntriesInBatchRequest', 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest'),
  ...modelled('BatchEntryIdsNotDistinct', 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct'),
  ...modelled('InvalidBatchEntryId', 'AWS.SimpleQueueService.InvalidBatchEntryId'),
  ...modelled('BatchRequestTooLong', 'AWS.SimpleQueueService.BatchRequestTooLong'),
  ...modelled('PurgeQueueInProgress', 'AWS.SimpleQueueService.PurgeQueueInProgress'),
  ...modelled('UnsupportedOperation', 'AWS.SimpleQueueService.UnsupportedOperation'),
  ...modelled('InvalidAttributeName', 'InvalidAttributeName'),
  ...modelled('InvalidAttributeValue', 'InvalidAttributeValue'),
  ...modelled('InvalidMessageContents', 'InvalidMessageContents'),
  ...modelled('InvalidAddress', 'InvalidAddress'),
  ...modelled('ResourceNotFoundException', 'ResourceNotFoundException'),
  // Not in the service's model: AWS names these shapes itself.
  InvalidParameterValue: {
    shape: 'com.amazon.coral.service#InvalidParameterValueException',
    query: 'InvalidParameterValue',
  },
  MissingParameter: {
    shape: 'com.amazon.coral.service#MissingRequiredParameterException',
    query: 'MissingParameter',
  },
  SerializationException: {
    shape: 'com.amazon.coral.service#SerializationException',
    query: 'SerializationException',
  },
  UnknownOperation: { shape: 'com.amazon.coral.service#UnknownOperationException', query: 'InvalidAction' },
} as const;

function modelled<Code extends string>(
  code: Code,
  query: string,
): Record<Code, { shape: string; query: string }>;
function modelled(code: string, query: string): Record<string, { shape: string; query: string }> {
  return { [code]: { shape: `com.amazonaws.sqs#${code}`, query } };
}
