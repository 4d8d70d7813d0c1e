"""How long AWS takes to answer, as the model of a broadcast has it.

DynamoDB from a Lambda in the same region, measured by others: Alex DeBrie, "DynamoDB Transactions Performance
Testing" (400 calls each; p50 of PutItem 7.6 ms, of TransactWriteItems with 5 items 25.3 ms and with 25 items
32.1 ms, of a batch of 5 and of 25 items 8.1 and 10.2 ms). What lies between and beyond is on the straight
line through these. A page of a query and SQS are guesses, marked as such: nothing public was found.
"""

from __future__ import annotations

from tests.fakes.aws.usage import Call

ONE_ITEM = 0.0076  # seconds
_TRANSACTION, _EACH_OF_A_TRANSACTION = 0.0236, 0.00034
_BATCH, _EACH_OF_A_BATCH = 0.0076, 0.0001
_PAGE, _EACH_OF_A_PAGE = 0.010, 0.00001  # guess: a page of 6,000 small items in 70 ms
_QUEUE = 0.010  # guess

WEBHOOK_S = 0.020
"""A warm webhook: signature, parsing, one request to SQS. Guess; the REPORT lines of the log tell."""


def seconds(call: Call) -> float:
    match call.operation:
        case "TransactWriteItems":
            return _TRANSACTION + call.items * _EACH_OF_A_TRANSACTION
        case "BatchGetItem":
            return _BATCH + call.items * _EACH_OF_A_BATCH
        case "Query":
            return _PAGE + call.items * _EACH_OF_A_PAGE
        case "SendMessageBatch":
            return _QUEUE
        case _:
            return ONE_ITEM
